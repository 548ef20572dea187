/** How the agent becomes one file. Some packages inside are CommonJS and ask for Node's built-ins with `require`. */
export const agentBuildOptions = {
  entryPoints: ['agent/cli.ts'],
  outfile: 'agent/dist/phasegate.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'\nconst require = createRequireForBundle(import.meta.url)",
  },
}

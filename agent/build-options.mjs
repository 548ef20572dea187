import { leaveOut } from './build-leave-out.mjs'
import { notice } from './licences.mjs'

/**
 * How the agent becomes one file. As CommonJS inside of a module, for then a module is initialised, and what it wants of Node is loaded,
 * when a command first asks for it. Nothing is outside of the file but Node's own modules, so those are all that `require` has to know.
 */
export const agentBuildOptions = {
  entryPoints: ['agent/cli.ts'],
  outfile: 'agent/dist/phasegate.mjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  charset: 'utf8',
  // so that a stack trace still says where
  lineLimit: 200,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [leaveOut],
  banner: { js: 'const require=process.getBuiltinModule;' },
  footer: { js: notice() },
}

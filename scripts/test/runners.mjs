import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inRoot, root } from '../root.mjs'

const running = new Set()

/** Runs a program of a package with its output on ours; resolves to its exit code. */
function run([program, ...args], env = {}) {
  // The tests get databases of their own, never the one that the caller's environment names.
  const { DATABASE_URL: _, ...rest } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inRoot('node_modules', program), ...args], {
      cwd: root,
      env: { ...rest, ...env },
      stdio: 'inherit',
    })
    running.add(child)
    child.once('error', reject)
    child.once('exit', (code) => {
      running.delete(child)
      resolve(code ?? 1)
    })
  })
}

export const endRunning = () => {
  for (const child of running) child.kill('SIGTERM')
}

/** A program that is right or wrong as a whole counts as one test. */
export async function check(command) {
  const passed = (await run(command)) === 0
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 }
}

/** Runs with a JSON report in a file, and lets `read` count it. A run that fails without a failed test counts as one. */
async function counted(work, read) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'phasegate-report-'))
  const file = path.join(directory, 'report.json')
  try {
    const code = await work(file)
    const count = fs.existsSync(file)
      ? read(JSON.parse(fs.readFileSync(file, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 }
    if (code !== 0 && count.failed === 0) count.failed = 1
    return count
  } finally {
    fs.rmSync(directory, { recursive: true, force: true })
  }
}

export const vitest = (project, env) =>
  counted(
    (file) =>
      run(
        [
          'vitest/vitest.mjs',
          'run',
          '--project',
          project,
          '--reporter=default',
          '--reporter=json',
          `--outputFile=${file}`,
        ],
        env,
      ),
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
  )

export const playwright = (env) =>
  counted(
    (file) =>
      run(['@playwright/test/cli.js', 'test', '--reporter=list,json'], {
        ...env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      }),
    ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  )

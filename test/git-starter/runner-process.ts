/** Runs git for a test process that waits for it (run-git-sync.ts), one after the other, and ends with that process. */
import { spawnSync } from 'node:child_process'
import { readFrame, writeFrame } from './frames.ts'
import type { GitAnswer, GitRun } from './run-git-sync.ts'

const [requests, answers] = [3, 4]

for (let run = next(); run !== undefined; run = next()) writeFrame(answers, answerTo(run))

function next(): GitRun | undefined {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the two are one program
  return readFrame(requests) as GitRun | undefined
}

function answerTo({ args, folder, environment, input }: GitRun): GitAnswer {
  const { error, status, stdout, stderr } = spawnSync('git', args, {
    cwd: folder,
    env: environment,
    input: input ?? '',
    maxBuffer: 1 << 28,
  })
  return error ? { error: error.message } : { code: status, output: stdout, complaints: stderr }
}

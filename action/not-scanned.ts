import { markdownProse } from '../report/escape/markdown.ts'
import { signs } from '../report/markdown/signs.ts'
import { logLine } from './log-line.ts'
import type { Inputs } from './inputs.ts'
import type { LetPass } from './override/let-pass.ts'
import type { Runner } from './runner.ts'

/** Not the author's fault, and no success. */
export function notScanned(runner: Pick<Runner, 'output' | 'fail'>, why: string): void {
  runner.output('scanned', false)
  runner.output('conclusion', 'not-scanned')
  runner.fail(`Could not scan, which says nothing about the change. ${why}`)
}

/** Ends a run in which nothing could be looked at, as an approver wants it. */
export async function notOpened(
  runner: Pick<Runner, 'output' | 'fail' | 'info' | 'summarize'>,
  { mode }: Pick<Inputs, 'mode'>,
  why: string,
  { url, words }: LetPass = { url: undefined, words: [] },
): Promise<void> {
  for (const line of words) runner.info(logLine(line))
  if (mode === 'observe') runner.info(logLine(`Could not scan. ${why}`))
  const [reason = '', ...details] = why.split('\n')
  const list = [...details, ...words].map((line) => `- ${markdownProse(line)}\n`).join('')
  await runner.summarize(
    `## ${signs.unsure} Could not scan, which says nothing about the change\n\n${markdownProse(reason)}\n\n${list}`,
  )
  runner.output('override', url ?? '')
  runner.output('scanned', false)
  if (url === undefined && mode !== 'observe') return notScanned(runner, why)
  runner.output('conclusion', url === undefined ? 'not-scanned' : 'passed')
}

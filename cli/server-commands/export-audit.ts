import type { RecordLine } from '../../app/enforcement/audit/record-line.ts'
import type { ExportFlags, HeadsFlags } from '../commands/audit.ts'
import { writeStream } from '../output-stream.ts'
import type { Program } from '../program.ts'
import { createProgressBar } from '../progress.ts'
import { checkNode } from './check-node.ts'
import { withDatabase } from './open-deployment.ts'
import { selectionOf, withRecord } from './read-selection.ts'

/** `gatehouse audit export` */
export async function exportAudit(program: Program, flags: ExportFlags): Promise<void> {
  const { environment } = program
  checkNode()
  const { renderRecord } = await import('../../app/enforcement/audit/render-record.ts')
  const bar = createProgressBar(flags.progress ? environment.errorTerminal : undefined, environment.unicode)
  try {
    await withRecord(program, selectionOf(flags), (lines) =>
      writeStream(environment, renderRecord[flags.format](counted(lines, bar)), flags.output),
    )
  } finally {
    bar.stop()
  }
}

/** `gatehouse audit heads` */
export async function listHeads(program: Program, { organization, all, output }: HeadsFlags): Promise<void> {
  const selection = selectionOf({ organization })
  await withDatabase(program, async ({ store }) => {
    const { readHeadLines } = await import('../../app/database/read-record.ts')
    const lines = readHeadLines(store, 'everything', selection, all === true)
    return writeStream(program.environment, asJson(lines), output)
  })
}

async function* asJson(lines: AsyncIterable<RecordLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

async function* counted(
  lines: AsyncIterable<RecordLine>,
  bar: ReturnType<typeof createProgressBar>,
): AsyncGenerator<RecordLine> {
  let total = 0
  let done = 0
  for await (const line of lines) {
    if (line.type === 'organization') {
      total = line.last - line.first + 1
      done = 0
    }
    if (line.type === 'event' && (done += 1) % 1000 === 0) bar.update({ step: 'exporting', done, total })
    yield line
  }
}

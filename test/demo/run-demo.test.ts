import { expect, test } from 'vitest'
import type { StartProgram } from './demo-source.ts'
import { startRecordedProgram } from './recorded-program.ts'
import { runDemo } from './run-demo.ts'

async function demo(startProgram: StartProgram) {
  const printed: string[] = []
  const broken = await runDemo({
    once: true,
    startProgram,
    print: (text) => void printed.push(text),
    color: false,
    width: 100,
    signal: new AbortController().signal,
    patience: 1_000,
  })
  return { broken, text: printed.join('') }
}

test('the tour shows each organization, its decisions with reasons, and that nothing was written', async () => {
  const { broken, text } = await demo(startRecordedProgram())
  expect(broken).toEqual([])
  expect(text).toContain('3 organizations and 60 repositories')
  for (const login of ['harbor-goods', 'harbor-pay', 'harbor-labs']) expect(text).toContain(`\n${login}  `)
  expect(text).toMatch(/harbor-goods\/infrastructure +denied/)
  expect(text).toContain('chain verified, head abababababababab')
  expect(text).toContain('0 writes on GitHub, in 1 request')
})

test('a promise that is not kept is told', async () => {
  const { broken } = await demo(
    startRecordedProgram((shown) =>
      shown
        .slice(1)
        .map((one) => ({ ...one, audit: { ...one.audit, problem: 'event 3 does not follow event 2' } })),
    ),
  )
  expect(broken).toEqual([
    '2 organizations were seen',
    '26 repositories were seen',
    'harbor-pay: the audit chain is broken: event 3 does not follow event 2',
    'harbor-labs: the audit chain is broken: event 3 does not follow event 2',
  ])
})

test('a write on GitHub is told', async () => {
  const { broken } = await demo(async (start) => {
    const program = await startRecordedProgram()(start)
    await fetch(`${start.github.apiUrl}/repos/harbor-goods/website`, {
      method: 'DELETE',
      headers: { 'user-agent': 'demo' },
    })
    return program
  })
  expect(broken).toEqual(['writes on GitHub: 1'])
})

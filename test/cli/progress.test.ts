import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createProgressBar } from '../../cli/progress.ts'

/** Something that says it is a terminal, and what was written to it. */
function terminal() {
  let text = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  const functions = {
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
    getWindowSize: () => [80, 24],
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- as much of a terminal as a bar needs
  const asTerminal = Object.assign(stream, {
    isTTY: true,
    columns: 80,
    ...functions,
  }) as unknown as NodeJS.WriteStream
  return { stream: asTerminal, text: () => text }
}

test('a bar shows the step and how far it is, and leaves the cursor as it was', () => {
  const { stream, text } = terminal()
  const bar = createProgressBar(stream, true)
  bar.update({ step: 'listing', done: 0, total: 0 })
  expect(text()).toBe('')
  bar.update({ step: 'scanning', done: 0, total: 10 })
  bar.update({ step: 'scanning', done: 10, total: 10 })
  bar.stop()
  expect(text()).toContain('Scanning')
  expect(text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(text().lastIndexOf('\u001b[?25l'))
})

test('without a terminal there is nothing', () => {
  const bar = createProgressBar(undefined, true)
  bar.update({ step: 'scanning', done: 1, total: 10 })
  expect(bar.stop()).toBeUndefined()
})

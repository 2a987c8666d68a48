import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inChunks } from '../../../../app/api/v1/in-chunks.ts'

async function* each(texts: readonly string[]) {
  for (const text of texts) yield await Promise.resolve(text)
}

test('short texts come together, whole and in order, and none is held back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string()), fc.integer({ min: 1, max: 40 }), async (texts, length) => {
      const chunks: string[] = []
      for await (const chunk of inChunks(each(texts), length)) chunks.push(chunk)
      expect(chunks.join('')).toBe(texts.join(''))
      expect(chunks.slice(0, -1).every((chunk) => chunk.length >= length)).toBe(true)
      expect(chunks).not.toContain('')
    }),
  )
})

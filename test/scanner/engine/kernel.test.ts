import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { generateKernel } from '../../../scanner/engine/prefilter/generate-kernel.mjs'

test('the committed kernel is what its source compiles to', async () => {
  const committed = path.join(import.meta.dirname, '../../../scanner/engine/prefilter/kernel.generated.ts')
  expect(readFileSync(committed, 'utf8')).toBe(await generateKernel())
})

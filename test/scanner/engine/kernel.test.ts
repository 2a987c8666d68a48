import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateKernel, kernelFile } from '../../../build/kernel.ts'

test('the committed kernel is what its source compiles to', async () => {
  expect(readFileSync(kernelFile, 'utf8')).toBe(await generateKernel())
})

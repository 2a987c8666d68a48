import { expect, test } from 'vitest'
import { formats } from '../../report/formats.ts'
import type { Format } from '../../report/formats.ts'
import type { RenderOptions } from '../../report/renderer.ts'
import { empty, hostile, partly, repeated, shop, shopScan } from './sample-reports.ts'

const samples = { empty, hostile, partly, repeated, shop, 'shop-scan': shopScan }

interface Case {
  readonly sample: keyof typeof samples
  readonly format: Format
  readonly options?: Partial<RenderOptions>
}

const cases: readonly Case[] = [
  { sample: 'shop', format: 'human' },
  { sample: 'shop', format: 'human', options: { width: 60 } },
  { sample: 'shop', format: 'human', options: { width: 120, color: true } },
  { sample: 'shop-scan', format: 'human', options: { unicode: false } },
  { sample: 'hostile', format: 'human' },
  { sample: 'empty', format: 'human' },
  { sample: 'partly', format: 'human' },
  { sample: 'repeated', format: 'human' },
  { sample: 'shop', format: 'markdown' },
  { sample: 'repeated', format: 'markdown' },
  { sample: 'hostile', format: 'markdown' },
  { sample: 'partly', format: 'markdown' },
  { sample: 'hostile', format: 'jsonl' },
  { sample: 'shop', format: 'json' },
  { sample: 'hostile', format: 'csv' },
  { sample: 'shop-scan', format: 'sarif' },
  { sample: 'hostile', format: 'sarif' },
]

test.each(cases)('$sample as $format $options', async ({ sample, format, options = {} }) => {
  const look = Object.entries(options).map(([name, value]) => `.${name}-${value}`)
  const file = `snapshots/${sample}${look.join('')}.${format}.txt`
  await expect(formats[format](samples[sample](), options)).toMatchFileSnapshot(file)
})

import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One labelled place in code: a line of the case file. */
const codeCase = z.object({
  id: z.string(),
  /** Relative to the case file. */
  file: z.string(),
  /** 1-based; null: the whole file. */
  line: z.number().nullable(),
  /** The last line of what is labelled, where a source marks several: its rule's whole pattern. */
  endLine: z.number().optional(),
  language: z.string(),
  category: z.string(),
  cwe: z.array(z.union([z.string(), z.number()])).default([]),
  expected: z.boolean(),
  granularity: z.enum(['line', 'file']).default('line'),
  /** Sources disagree on a weak hash of which nothing more is to be seen; such cases are counted apart. */
  purpose: z.string().nullish(),
})
export type CodeCase = z.infer<typeof codeCase>

export const readCodeCases = (file: string): readonly CodeCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => codeCase.parse(JSON.parse(line)))

export const isContextFree = ({ purpose }: CodeCase): boolean =>
  /context-?free|no-?context/i.test(purpose ?? '')

// Writes what is made from other files of this folder: `node policies/generate.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { generatedFiles } from './generated-files.ts'

const here = (name: string): URL => new URL(name, import.meta.url)

for (const [name, content] of generatedFiles((name) => readFileSync(here(name), 'utf8')))
  writeFileSync(here(name), content)

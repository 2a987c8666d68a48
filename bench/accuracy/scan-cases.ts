import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { groupBy } from '../group-by.ts'
import { type Build, type Reported, scanFolder } from '../gatehouse.ts'
import type { SecretCase } from './secret-case.ts'

/**
 * Writes each case to a file of its own, scans the folder once, and gives the findings back by case.
 * Folders are numbered: a name such as `tests` or `examples` would change how a finding is judged.
 * @returns in the order of the cases
 */
export function scanCases(cases: readonly SecretCase[], build: Build): readonly (readonly Reported[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-accuracy-'))
  try {
    cases.forEach((one, index) => writeCase(join(folder, folderOf(index)), one))
    const { findings, isWhole } = scanFolder(folder, build)
    if (!isWhole)
      console.log('Some cases could not be scanned wholly; they count with what was found in them.')
    const byFolder = groupBy(findings, ({ path }) => path.slice(0, path.indexOf('/')))
    return cases.map((_, index) => byFolder.get(folderOf(index)) ?? [])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const folderOf = (index: number): string => `case-${String(index).padStart(5, '0')}`

function writeCase(folder: string, { filename = 'input.txt', text }: SecretCase): void {
  const name = normalize(filename)
  if (name.startsWith('..') || name.startsWith('/'))
    throw new Error(`a case asks for a file outside its folder: ${name}`)
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), Buffer.from(text, 'base64'))
}

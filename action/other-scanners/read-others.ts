import { globSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { BadInput, type Inputs } from '../inputs.ts'
import { mostBytes, mostFindings, type OtherFinding, type ReadOthers } from './other-finding.ts'
import { readClaudeReview } from './read-claude-review.ts'
import { readSarif } from './read-sarif.ts'

const mostFiles = 50

/**
 * What other scanners left in the workspace, by the inputs `sarif-inputs` and `claude-review`.
 * @throws BadInput where a file is not there, is too large, lies outside, or is not what it should be: nothing is passed over in silence
 */
export function readOthers(
  inputs: Pick<Inputs, 'sarif-inputs' | 'claude-review'>,
  workspace: string,
): readonly OtherFinding[] {
  const sarif = inputs['sarif-inputs'].flatMap((glob) => {
    const files = globSync(glob, { cwd: workspace })
    if (files.length === 0) throw new BadInput(`sarif-inputs: no file is called ${glob}.`)
    return files
  })
  const files = [...new Set(sarif)].toSorted()
  if (files.length > mostFiles)
    throw new BadInput(`sarif-inputs: ${files.length} files; more than ${mostFiles} are not read.`)
  const review = inputs['claude-review']
  const findings = [
    ...files.flatMap((file) => readOne(workspace, file, readSarif)),
    ...(review === '' ? [] : readOne(workspace, review, readClaudeReview)),
  ]
  if (findings.length > mostFindings)
    throw new BadInput(
      `Other scanners report ${findings.length} findings; more than ${mostFindings} are not read.`,
    )
  return findings
}

function readOne(
  workspace: string,
  file: string,
  read: (written: unknown) => ReadOthers,
): readonly OtherFinding[] {
  const result = read(parse(file, textOf(workspace, file)))
  if (!result.ok) throw new BadInput(`${file} cannot be read. ${result.problem}`)
  return result.findings
}

function textOf(workspace: string, file: string): string {
  const path = resolve(workspace, file)
  try {
    // A link that a change brings must lead to nothing else of the machine.
    const inside = relative(realpathSync(workspace), realpathSync(path))
    if (inside.startsWith('..') || isAbsolute(inside))
      throw new BadInput(`${file} lies outside of the workspace.`)
    const { size } = statSync(path)
    if (size > mostBytes) throw new BadInput(`${file} is larger than ${mostBytes / 1_000_000} MB.`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput(`${file} could not be read.`, { cause: error })
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new BadInput(`${file} is not JSON.`)
  }
}

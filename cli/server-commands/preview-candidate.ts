import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CandidateFile } from '../../app/enforcement/policy/candidate.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import { previewRenderers } from '../../report/decision-formats.ts'
import { AppError } from '../../scanner/errors.ts'
import type { PreviewFlags } from '../commands/preview.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { readText } from '../load-policy.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, withDatabase } from './open-deployment.ts'

/** `gatehouse policy preview` */
export async function previewCandidate(program: Program, flags: PreviewFlags): Promise<void> {
  const { environment } = program
  const candidate = readCandidate(program, flags)
  const read = await withDatabase(program, async ({ store }) => {
    const { readPreview } = await import('../../app/database/read-preview.ts')
    const { id, login } = await chooseOrganization(store, flags.organization)
    const preview = await readPreview(store, 'everything', { organization: id, candidate, now: new Date() })
    return { login, ...preview }
  })
  if (!read.ok)
    throw new AppError('invalid-policy', `${candidate.name} is not valid.\n${read.problems.join('\n')}`)
  const { login: organization, current, preview, remarks } = read
  const shown = { organization, current, candidate: candidate.name, preview, remarks }
  const text = previewRenderers[flags.format](shown, { ...environment, all: flags.all === true })
  writeOutput(environment, program.mask(text), flags.output)
  program.end(preview.changes.length === 0 ? exitCodes.clean : exitCodes.findings)
}

/** The file, with the allowlist that is named or lies beside it. */
function readCandidate({ environment }: Program, { candidate, allowlist }: PreviewFlags): CandidateFile {
  const file = fromCaller(environment, candidate)
  const text = readText(file, 'a policy', candidate)
  const read = readPolicy(text)
  const beside = read.ok ? path.join(path.dirname(file), read.policy.allowlist.file) : undefined
  const chosen = allowlist === undefined ? beside : fromCaller(environment, allowlist)
  if (chosen === undefined || (allowlist === undefined && !existsSync(chosen)))
    return { name: candidate, text }
  return { name: candidate, text, allowlist: readText(chosen, 'an allowlist', allowlist ?? chosen) }
}

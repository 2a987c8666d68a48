import { type Attestation, type AttestedValue, endOfAttestation, longestAttestation } from './attestation.ts'
import { attestableSettings, findSetting } from './settings.ts'

/** What an owner gives to state something. */
export interface StatementInput {
  readonly setting: string
  /** An answer; or numeric ids of repositories, or `permission=level`, with commas between them. */
  readonly value: string
  /** The installation's id, where the setting is about one. */
  readonly installation?: string
  readonly evidence: string
  readonly days?: number
  /** Opaque person id. */
  readonly by: string
}

export type ReadAttestationResult =
  | { readonly ok: true; readonly attestation: Attestation }
  /** `problem` is a sentence that says what to write instead. */
  | { readonly ok: false; readonly problem: string }

const longestEvidence = 2000

/** Makes a statement of what an owner gave, or says what is wrong with it. */
export function readAttestation(input: StatementInput, now: Date): ReadAttestationResult {
  const setting = findSetting(input.setting)
  if (setting === undefined)
    return refused(
      `There is no setting ${input.setting}. There are: ${attestableSettings.map(({ id }) => id).join(', ')}.`,
    )
  const days = input.days ?? longestAttestation
  if (!Number.isInteger(days) || days < 1 || days > longestAttestation)
    return refused(`A statement counts for 1 to ${longestAttestation} days.`)
  const evidence = input.evidence.trim()
  if (evidence === '') return refused('Say what it rests on: a ticket, the address of a screenshot.')
  if (evidence.length > longestEvidence)
    return refused(`The evidence has more than ${longestEvidence} characters.`)
  const isAboutOne = setting.value !== 'choice'
  const subject = input.installation ?? ''
  if (isAboutOne && !/^[1-9][0-9]{0,18}$/.test(subject))
    return refused(
      'Say which installation it is about: its number stands in the address of the page "Configure".',
    )
  if (!isAboutOne && subject !== '')
    return refused(`${setting.id} is about the whole organization, not about an installation.`)
  const value = readValue(setting, input.value.trim())
  if (typeof value === 'string') return refused(value)
  return {
    ok: true,
    attestation: {
      setting: setting.id,
      subject,
      value,
      by: input.by,
      at: now.toISOString(),
      until: endOfAttestation(now, days),
      evidence,
    },
  }
}

const refused = (problem: string): ReadAttestationResult => ({ ok: false, problem })

/** @returns a sentence where it cannot be read */
function readValue(
  { value: kind, answers }: NonNullable<ReturnType<typeof findSetting>>,
  text: string,
): AttestedValue | string {
  if (kind === 'choice') {
    return answers.some(({ id }) => id === text)
      ? { kind, answer: text }
      : `The answers are: ${answers.map(({ id, words }) => `${id} (${words})`).join(', ')}.`
  }
  const parts = text === '' ? [] : text.split(',').map((part) => part.trim())
  return kind === 'repositories' ? readIds(parts) : readPermissions(parts)
}

function readIds(parts: readonly string[]): AttestedValue | string {
  const isWrong = parts.some(
    (part) => !/^[1-9][0-9]{0,15}$/.test(part) || !Number.isSafeInteger(Number(part)),
  )
  if (isWrong || parts.length === 0)
    return 'Write the numeric ids of the repositories, with commas between them: names can be given to others.'
  return { kind: 'repositories', ids: [...new Set(parts.map(Number))] }
}

function readPermissions(parts: readonly string[]): AttestedValue | string {
  const pairs = parts.map((part) => /^([a-z][a-z_]{0,60})=(read|write|admin)$/.exec(part))
  if (parts.length === 0 || pairs.includes(null))
    return 'Write every permission as `contents=write`, with commas between them.'
  return { kind: 'permissions', permissions: Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]])) }
}

import { escapeTerminal } from '../../../report/escape/terminal.ts'
import { type RenderOptions, resolveOptions } from '../../../report/renderer.ts'
import { createPage, heading, labelled, type Page } from '../../../report/terminal/page.ts'
import { type Attestation, isInForce } from './attestation.ts'
import { type AttestableSetting, attestableSettings, pageOf } from './settings.ts'

export interface Checklist {
  /** `github.com` */
  readonly host: string
  readonly login: string
  /** The last ones. */
  readonly attestations: readonly Attestation[]
  readonly now: Date
}

/** The list of what only an owner can say: what was stated, until when, and where to look. */
export function renderChecklist(checklist: Checklist, options?: Partial<RenderOptions>): string {
  const page = createPage(resolveOptions(options))
  const open = attestableSettings.filter(
    (setting) => !statementsOf(setting, checklist).some(({ inForce }) => inForce),
  )
  const lines = [
    page.paint.bold(
      escapeTerminal(
        `${checklist.login}: ${attestableSettings.length - open.length} of ${attestableSettings.length} are stated`,
      ),
    ),
    ...attestableSettings.flatMap((setting) => settingLines(setting, checklist, page)),
  ]
  return `${lines.join('\n')}\n`
}

const statementsOf = ({ id }: AttestableSetting, { attestations, now }: Checklist) =>
  attestations
    .filter(({ setting }) => setting === id)
    .map((attestation) => ({ attestation, inForce: isInForce(attestation, now) }))

function settingLines(setting: AttestableSetting, checklist: Checklist, page: Page): readonly string[] {
  const { symbols, paint } = page
  const statements = statementsOf(setting, checklist)
  const stated = statements.map(({ attestation, inForce }) => statementWords(setting, attestation, inForce))
  const answers = setting.answers.map(({ id, words }) => `${id} (${words})`).join(', ')
  return [
    ...heading(page, setting.title, setting.id),
    ...(stated.length === 0 ? ['Nobody has stated it.'] : stated).flatMap((text) =>
      labelled(page, '  ', escapeTerminal(text)),
    ),
    ...labelled(page, '  ', setting.why, paint.dim),
    ...labelled(page, `  ${symbols.arrow} `, setting.clicks.join(` ${symbols.arrow} `)),
    ...labelled(page, '  ', pageOf(setting, checklist.host, checklist.login), paint.place),
    ...(answers === '' ? [] : labelled(page, '  ', `Answers: ${answers}`)),
  ]
}

function statementWords(
  { answers }: AttestableSetting,
  { value, subject, at, until, unverified }: Attestation,
  inForce: boolean,
): string {
  const about = subject === '' ? '' : `Installation ${subject}: `
  const said = valueWords(answers, value)
  const who =
    unverified === undefined ? 'an owner stated' : `somebody stated who may be no owner (${unverified})`
  return inForce
    ? `${about}${said}, as ${who} on ${at.slice(0, 10)}, until ${until.slice(0, 10)}.`
    : `${about}Not known any more: ${said} was stated on ${at.slice(0, 10)} and counted until ${until.slice(0, 10)}.`
}

function valueWords(answers: AttestableSetting['answers'], value: Attestation['value']): string {
  if (value.kind === 'choice') return answers.find(({ id }) => id === value.answer)?.words ?? value.answer
  if (value.kind === 'repositories') return `${value.ids.length} repositories`
  return Object.entries(value.permissions)
    .map(([name, level]) => `${name}=${level}`)
    .join(', ')
}

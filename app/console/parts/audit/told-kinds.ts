import type { Schema } from '../../api.ts'

type Kind = Schema<'AuditEvent'>['kind']
type Data = Schema<'AuditEvent'>['data']

/** A sentence: `@` stands for who did it, `$` for what it is about. */
type Sentence = string | ((data: Data) => string)

/** Kinds that people look for together. */
export interface KindGroup {
  readonly value: string
  readonly label: string
  readonly kinds: Readonly<Partial<Record<Kind, Sentence>>>
}

const text = (data: Data, name: string, or = 'something'): string => {
  const value = data[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : or
}
const spaced = (word: string): string => word.replaceAll('-', ' ')
const because = (data: Data, name = 'why'): string => {
  const why = text(data, name, '')
  return why === '' ? '' : `: ${why}`
}
const count = (data: Data, name: string, one: string): string => {
  const many = Number(text(data, name, '0'))
  return `${many.toLocaleString('en')} ${many === 1 ? one : `${one}s`}`
}

const an = (word: string): string => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`

const outcomes: Readonly<Record<string, string>> = {
  allowed: 'is allowed',
  denied: 'is denied',
  'needs-approval': 'needs approval',
  unknown: 'could not be decided',
}

const change = (data: Data): string => `the change “${spaced(text(data, 'kind', 'unknown'))}”`
const path = (data: Data): string => spaced(text(data, 'path', 'a path'))

/** Everything that is recorded, in words. */
export const kindGroups: readonly KindGroup[] = [
  {
    value: 'decisions',
    label: 'Decisions',
    kinds: {
      'decision.made': (data) => `$ ${outcomes[text(data, 'outcome')] ?? 'was decided anew'}`,
      'repository.gone': '$ is gone, or no longer shown to us',
    },
  },
  {
    value: 'access',
    label: 'Requests and approvals',
    kinds: {
      'request.opened': '@ asked for $ to be connected',
      'request.closed': (data) => `The request for $ was closed${because(data)}`,
      'approval.given': '@ approved $',
      'approval.ended': (data) => `An approval of $ ended${because(data)}`,
      'button.pressed': (data) => `@ pressed “${spaced(text(data, 'button'))}” on $`,
      'exception.given': '@ gave an exception for $',
      'exception.ended': 'An exception for $ ended',
      'emergency.reviewed': '@ reviewed the emergency access to $',
      'recertification.opened': (data) =>
        `A recertification of ${count(data, 'approvals', 'approval')} began`,
      'recertification.asked': 'Owners were asked to confirm their approvals',
      'recertification.answered': (data) => `@ answered for $: ${text(data, 'answer')}`,
      'recertification.closed': 'A recertification was closed',
    },
  },
  {
    value: 'connections',
    label: 'Connections',
    kinds: {
      'connection.found': (data) => `Claude was seen to reach $ by ${path(data)}`,
      'connection.gone': (data) => `Claude no longer reaches $ by ${path(data)}`,
      'connection.unwatched': (data) => `${path(data)} of $ is no longer looked at`,
      'connection.corrected': 'What an App may reach in $ was corrected',
      'claude.repository-connected': (data) => `$ was connected at Claude (${spaced(text(data, 'via'))})`,
      'claude.repository-disconnected': (data) =>
        `$ was disconnected at Claude (${spaced(text(data, 'via'))})`,
    },
  },
  {
    value: 'findings',
    label: 'Findings',
    kinds: {
      'finding.opened': (data) => `${count(data, 'count', 'finding')} appeared in $`,
      'finding.changed': (data) => `${count(data, 'count', 'finding')} changed in $`,
      'organization-finding.opened': 'A setting of $ was found to be risky',
      'organization-finding.changed': 'What is known of a risky setting of $ changed',
      'organization-finding.closed': 'A setting of $ was put right',
      'setting.attested': '@ told how a setting of $ stands',
      'verdict.asked': (data) => `@ asked to call a finding in $ ${spaced(text(data, 'says'))}`,
      'verdict.given': (data) => `@ called a finding in $ ${spaced(text(data, 'says'))}`,
      'verdict.ended': 'What was said of a finding in $ no longer counts',
    },
  },
  {
    value: 'changes',
    label: 'Changes on GitHub',
    kinds: {
      'effect.planned': (data) => `A change was planned for $${because(data, 'reason')}`,
      'effect.attempted': (data) => `${change(data)} was tried on $`,
      'effect.waiting': (data) => `${change(data)} waits on $${because(data)}`,
      'effect.applied': (data) => `${change(data)} was made on $`,
      'effect.already-so': (data) => `${change(data)} had nothing to do on $`,
      'effect.failed': (data) => `${change(data)} failed on $${because(data)}`,
      'effect.withdrawn': (data) => `${change(data)} on $ was given up${because(data)}`,
      'switch.intended': 'An App of $ is about to be switched to selected repositories',
      'switch.ended': 'The switch of an App of $ to selected repositories ended',
      'check.imitated': (data) => `Somebody else reported a check in our name on $ (${text(data, 'as')})`,
      'wave.undone': '@ took back what a version of the policy had taken',
    },
  },
  {
    value: 'brakes',
    label: 'Pauses and brakes',
    kinds: {
      'changes.paused': (data) => `@ paused all changes in $${because(data, 'reason')}`,
      'changes.resumed': (data) => `@ let changes in $ go on${because(data, 'reason')}`,
      'hold.opened': (data) => `Changes in $ were stopped, and wait for a Gatehouse owner${because(data)}`,
      'hold.closed': 'Changes in $ no longer wait',
      'enforcement.accepted': '@ accepted what is enforced in $',
      'enforcement.voided': (data) => `What was accepted for $ no longer holds${because(data)}`,
    },
  },
  {
    value: 'policy',
    label: 'Policy',
    kinds: {
      'policy.changed': 'The policy changed',
      'policy.proposed': '@ proposed another policy for $',
      'policy.invalid': 'A policy was found that is not valid; the last valid one stays in force',
    },
  },
  {
    value: 'people',
    label: 'People and tokens',
    kinds: {
      'role.granted': (data) => `@ made $ ${an(text(data, 'role'))} of Gatehouse`,
      'role.ended': (data) => `@ ended what $ was: ${text(data, 'role')}`,
      'session.opened': '@ signed in',
      'session.ended': (data) => `$ was signed out${because(data)}`,
      'token.created': '@ made the API token $',
      'token.ended': '@ ended the API token $',
      'person.exported': '@ had all that is kept of $ exported',
      'person.erased': '@ erased $',
    },
  },
  {
    value: 'siem',
    label: 'SIEM',
    kinds: {
      'sink.added': (data) => `@ has the audit log sent to ${text(data, 'receiver')}`,
      'sink.changed': (data) => `@ changed how the audit log is sent to ${text(data, 'receiver')}`,
      'sink.ended': '@ ended $: the audit log is not sent there any more',
      'sink.tested': (data) =>
        `@ tested $: ${data['isReached'] === true ? 'it was reached' : `it was not reached (${spaced(text(data, 'code'))})`}`,
      'sink.replayed': (data) => `@ had ${count(data, 'events', 'event')} sent to $ again`,
    },
  },
  {
    value: 'provisioning',
    label: 'Provisioning',
    kinds: {
      'role.mapped': (data) =>
        `What $ is by the identity provider changed from ${text(data, 'from')} to ${text(data, 'to')}`,
      'person.provisioned': 'The identity provider told of $',
      'person.changed': 'The identity provider described $ otherwise',
      'person.activated': 'The identity provider let $ be here again',
      'person.deactivated': 'The identity provider deactivated $',
      'person.removed': 'The identity provider deleted $',
      'group.provisioned': (data) => `The identity provider told of the group ${text(data, 'name')}`,
      'group.renamed': (data) =>
        `The identity provider renamed the group ${text(data, 'from')} to ${text(data, 'to')}`,
      'group.changed': (data) =>
        `The identity provider put ${text(data, 'added', '0')} people into a group and took ${text(data, 'removed', '0')} out of it`,
      'group.removed': (data) => `The identity provider deleted the group ${text(data, 'name')}`,
      'provisioning.begun': '@ set up provisioning, as a dry run',
      'provisioning.started': '@ let provisioning give roles',
      'provisioning.changed': '@ changed how provisioning works',
      'provisioning.held': (data) =>
        `What provisioning would take from ${text(data, 'people', '0')} people waits for a Gatehouse owner`,
      'provisioning.released': (data) => `What provisioning would take no longer waits${because(data)}`,
    },
  },
  {
    value: 'sign-on',
    label: 'Single sign-on',
    kinds: {
      'identity-connection.created': '@ connected an identity provider',
      'identity-connection.changed': '@ changed what is set of an identity provider',
      'identity-connection.mapped': '@ changed which groups and claims give roles',
      'identity-connection.enforced': (data) =>
        `@ changed who has to sign in by the identity provider: ${text(data, 'for')}`,
      'identity-connection.ended': '@ ended the use of an identity provider',
      'identity.linked': '$ proved that an identity and a GitHub account are theirs',
      'sign-in-domain.added': (data) => `@ named the domain ${text(data, 'domain')}`,
      'sign-in-domain.verified': (data) => `The domain ${text(data, 'domain')} was verified`,
      'sign-in-domain.removed': (data) => `@ removed the domain ${text(data, 'domain')}`,
      'recovery-codes.made': '@ made recovery codes',
      'recovery-code.used': '$ came in by a recovery code, past single sign-on',
    },
  },
  {
    value: 'organization',
    label: 'Organization and sweeps',
    kinds: {
      'organization.added': '$ came under Gatehouse',
      'claude.connected': '@ connected Claude’s side of $',
      'claude.disconnected': '@ disconnected Claude’s side of $',
      'claude.setting-changed': (data) =>
        `“${text(data, 'title')}” at Claude became ${text(data, 'after', 'unknown')}`,
      'claude.domain-named': (data) => `@ has Claude’s record of ${text(data, 'domain')} watched`,
      'claude.domain-forgotten': (data) => `@ has ${text(data, 'domain')} not watched any more`,
      'organization.suspended': 'The App was suspended on $',
      'organization.resumed': 'The App works on $ again',
      'organization.removed': 'The App was removed from $',
      'organization.leaving': '@ had $ begin to leave Gatehouse',
      'organization.staying': '@ had $ stay after all',
      'legal-hold.placed': '@ placed a legal hold',
      'legal-hold.lifted': '@ lifted a legal hold',
      'keys.rotated': 'The keys that seal secrets were changed',
      'retention.changed': '@ changed how long data is kept',
      'retention.deleted': (data) =>
        `${text(data, 'rows', '0')} rows of ${text(data, 'class')} were deleted: they had been kept long enough`,
      'sweep.started': 'A re-check of all of $ began',
      'sweep.finished': (data) =>
        `A re-check of all of $ ended: ${text(data, 'read', '0')} of ${text(data, 'repositories', '0')} repositories read`,
    },
  },
]

const sentences: Readonly<Partial<Record<string, Sentence>>> = Object.assign(
  {},
  ...kindGroups.map(({ kinds }) => kinds),
)

/** What an event says, cut before and behind its `@` and `$`. Kinds that a later version records are told by their names. Pure. */
export function sentenceOf({
  kind,
  data,
  actor,
}: Pick<Schema<'AuditEvent'>, 'kind' | 'data' | 'actor'>): readonly string[] {
  const sentence = sentences[kind] ?? `${kind} of $`
  const said = typeof sentence === 'string' ? sentence : sentence(data)
  // What texts of people hold is no place for a name.
  const [words = '', ...why] = said.split(': ')
  const pieces = words.split(/([@$])/).filter((piece) => piece !== '')
  const isNamed = pieces.includes('@') || actor === null
  const all = [
    ...pieces,
    ...(isNamed ? [] : [', by ', '@']),
    ...(why.length > 0 ? [`: ${why.join(': ')}`] : []),
  ]
  const [first = '', ...rest] = all
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
}

import type { AuditKind } from '../event.ts'
import type { EventLine } from '../record-line.ts'
import type { classes, ClassName } from './classes.ts'

/** What a kind of ours is in OCSF. */
export type Mapping = {
  readonly [Name in ClassName]: {
    readonly class: Name
    readonly activity: keyof (typeof classes)[Name]['activities']
    /** What happened, in words. */
    readonly title: string
    /** What the class requires besides, and what else it has a place for. */
    readonly details: (event: EventLine) => Readonly<Record<string, unknown>>
  }
}[ClassName]

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Our subjects are our own ids: `repository:17`. */
const entity = (type: string, typeId: number) => (event: EventLine) => ({
  entity: { uid: event.subject, type, type_id: typeId, data: event.data },
})
// Source of the numbers: the object `managed_entity`.
const organization = entity('Organization', 4)
const policy = entity('Policy', 5)
const repository = entity('Repository', 99)
const attestation = entity('Attested setting', 99)
const person = entity('Person', 99)

const scan = ({ subject }: EventLine) => ({
  scan: { uid: subject, name: 'Sweep', type: 'Sweep', type_id: 99 },
})

const resources = ({ subject }: EventLine) => [{ uid: subject, type: 'Repository' }]

/** A connection's identity is its place, so that its end closes what its beginning opened. */
const connection = (statusId: number) => (event: EventLine) => {
  const path = [text(event.data['assistant']), text(event.data['path'])].filter((one) => one !== undefined)
  return {
    status_id: statusId,
    finding_info: {
      uid: [event.subject, ...path].join('/'),
      title: `Connection${path.length === 0 ? '' : `: ${path.join(' by ')}`}`,
      types: ['Connection of an assistant'],
      analytic: { uid: 'connection-paths', name: 'Connection paths', type_id: 1, type: 'Rule' },
    },
    resources: resources(event),
  }
}

/** OCSF's `status_id` of a finding. Ours that ask for nothing more are resolved; what was accepted is suppressed. */
const findingStatus: Readonly<Record<string, number>> = {
  open: 1,
  'fixed-at-tip': 2,
  rotated: 4,
  gone: 4,
  'false-positive': 3,
  'risk-accepted': 3,
}

const finding = (event: EventLine) => {
  const rule = text(event.data['rule']) ?? 'unknown'
  return {
    status_id: findingStatus[text(event.data['state']) ?? 'open'] ?? 99,
    finding_info: {
      uid: text(event.data['fingerprint']) ?? `${event.subject}/${rule}`,
      title: `Finding of the rule ${rule}`,
      types: ['Finding in a repository'],
      analytic: { uid: rule, name: rule, type_id: 1, type: 'Rule' },
    },
    resources: resources(event),
  }
}

const organizationFinding = (statusId: number) => (event: EventLine) => {
  const check = text(event.data['finding']) ?? 'unknown'
  return {
    status_id: statusId,
    finding_info: {
      uid: [event.subject, check, text(event.data['about']) ?? ''].join('/'),
      title: `Finding about an organization: ${check}`,
      types: ['Finding about an organization'],
      analytic: { uid: check, name: check, type_id: 1, type: 'Rule' },
    },
    resources: [{ uid: event.subject, type: 'Organization' }],
  }
}

/** OCSF's `status_id` of compliance: pass, warning, fail; `unknown` is neither. */
const complianceStatus: Readonly<Record<string, readonly [number, string]>> = {
  allowed: [1, 'Pass'],
  'needs-approval': [2, 'Warning'],
  denied: [3, 'Fail'],
}

const decision = (event: EventLine) => {
  const [statusId, status] = complianceStatus[text(event.data['outcome']) ?? ''] ?? [0, 'Unknown']
  return {
    finding_info: { uid: `decision/${event.subject}`, title: 'May assistants reach this repository?' },
    compliance: {
      control: text(event.data['group']) ?? 'policy',
      status_id: statusId,
      status,
    },
    resources: resources(event),
  }
}

const effect = entity('Change on GitHub', 99)
const hold = entity('Plan that waits', 99)
const request = entity('Access request', 99)
const approval = entity('Approval', 99)
const recertification = entity('Recertification', 99)
const exception = entity('Exception', 99)

const update = (title: string, details: Mapping['details']): Mapping => ({
  class: 'entity-management',
  activity: 'update',
  title,
  details,
})

const ended = (status: 'Success' | 'Failure') => (event: EventLine) => ({
  ...effect(event),
  status_id: status === 'Success' ? 1 : 2,
  status,
})

const effectMappings = {
  'effect.planned': update('A change on GitHub is planned', effect),
  'effect.attempted': update('A change on GitHub is attempted', effect),
  'effect.waiting': update('A change on GitHub waits for a person', effect),
  'effect.applied': update('A change on GitHub was made', ended('Success')),
  'effect.already-so': update('A change on GitHub was not needed any more', ended('Success')),
  'effect.failed': update('A change on GitHub could not be made', ended('Failure')),
  'effect.withdrawn': update('A change on GitHub is not wanted any more', effect),
  'switch.intended': update('An App is about to be switched from all repositories to selected ones', effect),
  'switch.ended': update('An App was switched, and has all repositories that it keeps', effect),
  'connection.corrected': update('An App had a repository by a name that had changed hands', effect),
}

const token = entity('API token', 99)
const sink = entity('Sink', 99)

/** Whom it is about; the record knows them by an opaque id. */
const user = ({ subject, actor, actorLogin }: EventLine) => {
  const uid = subject.replace(/^person:/, '')
  return { user: { uid, ...(uid === actor && actorLogin !== undefined && { name: actorLogin }) } }
}

const session = (event: EventLine) => ({
  ...user(event),
  service: { name: 'Gatehouse' },
  status_id: 1,
  status: 'Success',
})

/** What somebody did by the API or the console, which is the same; the record keeps no addresses of people's machines. */
const call = (operation: string) => (event: EventLine) => ({
  api: { operation, service: { name: 'Gatehouse' } },
  src_endpoint: { name: 'Gatehouse API' },
  resources: [{ uid: event.subject }],
})

/** A group of an identity provider; what it is called stands in the event. */
const group = ({ subject, data }: EventLine) => {
  const name = text(data['name'])
  return { group: { uid: subject.replace(/^group:/, ''), ...(name !== undefined && { name }) } }
}
const groupEntity = entity('Group', 99)
const provisioning = entity('Provisioning', 99)

const provisioningMappings = {
  'role.mapped': {
    class: 'account-change',
    activity: 'attach policy',
    title: 'What somebody is by their identity provider changed',
    details: user,
  },
  'person.provisioned': {
    class: 'account-change',
    activity: 'create',
    title: 'An identity provider told of somebody',
    details: user,
  },
  'person.changed': update('An identity provider described somebody otherwise', person),
  'person.activated': {
    class: 'account-change',
    activity: 'enable',
    title: 'An identity provider let somebody be here again',
    details: user,
  },
  'person.deactivated': {
    class: 'account-change',
    activity: 'disable',
    title: 'An identity provider deactivated somebody',
    details: user,
  },
  'person.removed': {
    class: 'account-change',
    activity: 'delete',
    title: 'An identity provider deleted somebody',
    details: user,
  },
  'group.provisioned': {
    class: 'group-management',
    activity: 'create',
    title: 'An identity provider told of a group',
    details: group,
  },
  'group.renamed': update('An identity provider renamed a group', groupEntity),
  'group.changed': update('An identity provider changed who is in a group', groupEntity),
  'group.removed': {
    class: 'group-management',
    activity: 'delete',
    title: 'An identity provider deleted a group',
    details: group,
  },
  'provisioning.begun': update('Provisioning was set up, as a dry run', provisioning),
  'provisioning.started': update('Provisioning gives roles from now on', provisioning),
  'provisioning.changed': update('How provisioning works was changed', provisioning),
  'provisioning.held': update('What provisioning would take from people waits for an owner', provisioning),
  'provisioning.released': update(
    'What provisioning would take from people does not wait any more',
    provisioning,
  ),
} as const satisfies Readonly<Record<string, Mapping>>

const memberMappings: Readonly<
  Record<
    | 'role.granted'
    | 'role.ended'
    | 'session.opened'
    | 'session.ended'
    | 'token.created'
    | 'token.ended'
    | 'sink.added'
    | 'sink.changed'
    | 'sink.ended'
    | 'sink.tested'
    | 'sink.replayed',
    Mapping
  >
> = {
  'role.granted': {
    class: 'account-change',
    activity: 'attach policy',
    title: 'Somebody was granted a role in Gatehouse',
    details: user,
  },
  'role.ended': {
    class: 'account-change',
    activity: 'detach policy',
    title: 'A role that somebody was granted in Gatehouse has ended',
    details: user,
  },
  'session.opened': {
    class: 'authentication',
    activity: 'logon',
    title: 'Somebody signed in to Gatehouse',
    details: session,
  },
  'session.ended': {
    class: 'authentication',
    activity: 'logoff',
    title: 'Somebody was signed out of Gatehouse',
    details: session,
  },
  'sink.added': {
    class: 'entity-management',
    activity: 'create',
    title: 'The audit log is sent to one more receiver',
    details: sink,
  },
  'sink.changed': update('How the audit log is sent to a receiver was changed', sink),
  'sink.ended': {
    class: 'entity-management',
    activity: 'delete',
    title: 'The audit log is not sent to a receiver any more',
    details: sink,
  },
  'sink.tested': {
    class: 'api-activity',
    activity: 'create',
    title: 'Somebody sent a test event to a receiver of the audit log',
    details: call('testSink'),
  },
  'sink.replayed': {
    class: 'api-activity',
    activity: 'update',
    title: 'Somebody had events sent again that a receiver had refused',
    details: call('replaySink'),
  },
  'token.created': update('A token of the API was made', token),
  'token.ended': update('A token of the API does not work any more', token),
}

const dataMappings = {
  'person.exported': update('What is kept of a person was exported', person),
  'person.erased': update('A person was erased', person),
  'legal-hold.placed': update('A legal hold was placed: nothing that it covers is deleted', organization),
  'legal-hold.lifted': update('A legal hold was lifted', organization),
  'retention.changed': update('How long data is kept was changed', organization),
  'keys.rotated': update('The keys that seal secrets were changed', organization),
  'retention.deleted': update('Data that was kept long enough was deleted', organization),
}

const claudeMappings = {
  'claude.connected': update("Claude's side of an organization is read", organization),
  'claude.disconnected': update("Claude's side of an organization is not read any more", organization),
  'claude.repository-connected': update('A repository was connected at Claude', repository),
  'claude.repository-disconnected': update('A repository was disconnected at Claude', repository),
  'claude.setting-changed': update('A setting at Claude is another', organization),
  'claude.domain-named': update("A domain is watched for Claude's record", organization),
  'claude.domain-forgotten': update("A domain is not watched for Claude's record any more", organization),
}

const identityConnection = entity('Identity provider', 99)
const domain = entity('Domain', 99)

const singleSignOnMappings = {
  'identity-connection.created': update('An identity provider was connected', identityConnection),
  'identity-connection.changed': update(
    'What is set of an identity provider was changed',
    identityConnection,
  ),
  'identity-connection.mapped': update('Which groups and claims give roles was changed', identityConnection),
  'identity-connection.enforced': update(
    'Who has to sign in by an identity provider was changed',
    identityConnection,
  ),
  'identity-connection.ended': update('An identity provider is not used any more', identityConnection),
  'identity.linked': update('Somebody proved that an identity and a GitHub account are theirs', person),
  'sign-in-domain.added': update(
    'A domain was named whose people an identity provider may vouch for',
    domain,
  ),
  'sign-in-domain.verified': update('A domain was shown to belong to the organization', domain),
  'sign-in-domain.removed': update('An identity provider may not vouch for a domain any more', domain),
  'recovery-codes.made': update('An owner made recovery codes', person),
  'recovery-code.used': update('An owner came in by a recovery code, past single sign-on', person),
}

/** Every kind of event, each once; the compiler refuses to forget one. */
export const mappings: Readonly<Record<AuditKind, Mapping>> = {
  'organization.added': {
    class: 'entity-management',
    activity: 'enroll',
    title: 'An organization is looked at',
    details: organization,
  },
  'organization.suspended': {
    class: 'entity-management',
    activity: 'suspend',
    title: 'An owner suspended our App: the organization cannot be looked at',
    details: organization,
  },
  'organization.resumed': {
    class: 'entity-management',
    activity: 'resume',
    title: 'An owner let our App look at the organization again',
    details: organization,
  },
  'organization.removed': {
    class: 'entity-management',
    activity: 'unenroll',
    title: 'An organization is not looked at any more',
    details: organization,
  },
  'sweep.started': { class: 'scan-activity', activity: 'started', title: 'A sweep began', details: scan },
  'sweep.finished': { class: 'scan-activity', activity: 'completed', title: 'A sweep ended', details: scan },
  'policy.changed': {
    class: 'entity-management',
    activity: 'update',
    title: 'A policy came into force',
    details: (event) => ({ ...policy(event), status_id: 1, status: 'Success' }),
  },
  'policy.invalid': {
    class: 'entity-management',
    activity: 'update',
    title: 'A policy cannot be read; the last valid one stays in force',
    details: (event) => ({ ...policy(event), status_id: 2, status: 'Failure' }),
  },
  'policy.proposed': update('Somebody proposed another policy', organization),
  'decision.made': {
    class: 'compliance-finding',
    activity: 'create',
    title: 'A decision about a repository',
    details: decision,
  },
  'connection.found': {
    class: 'detection-finding',
    activity: 'create',
    title: 'An assistant can reach a repository, or may',
    details: connection(1),
  },
  'connection.gone': {
    class: 'detection-finding',
    activity: 'close',
    title: 'An assistant does not reach a repository by this path any more',
    details: connection(4),
  },
  'connection.unwatched': {
    class: 'detection-finding',
    activity: 'close',
    title:
      'An assistant that reached a repository, or may have, is not governed any more: whether it still does is not looked at',
    // Suppressed: nobody says that it has ended.
    details: connection(3),
  },
  'repository.gone': {
    class: 'entity-management',
    activity: 'delete',
    title: 'A repository is not there any more, or not for us',
    details: repository,
  },
  'finding.opened': { class: 'detection-finding', activity: 'create', title: 'A finding', details: finding },
  'finding.changed': {
    class: 'detection-finding',
    activity: 'update',
    title: 'The state of a finding changed',
    details: finding,
  },
  'setting.attested': {
    class: 'entity-management',
    activity: 'update',
    title: 'A person attested a setting that no API shows',
    details: attestation,
  },
  'organization-finding.opened': {
    class: 'detection-finding',
    activity: 'create',
    title: 'A finding about an organization',
    details: organizationFinding(1),
  },
  'organization-finding.changed': {
    class: 'detection-finding',
    activity: 'update',
    title: 'A finding about an organization changed',
    details: organizationFinding(1),
  },
  'organization-finding.closed': {
    class: 'detection-finding',
    activity: 'close',
    title: 'A finding about an organization is gone',
    details: organizationFinding(4),
  },
  ...effectMappings,
  'wave.undone': update('What a version of the policy took is given back', policy),
  'organization.leaving': update('Gatehouse takes away, or hands over, what it made', organization),
  'organization.staying': update('Gatehouse stays after all', organization),
  'hold.opened': update('A plan that is too large waits for a Gatehouse owner', hold),
  'hold.closed': update('A plan that waited was let pass, or is not wanted any more', hold),
  'changes.paused': update('Gatehouse changes nothing until it is resumed', organization),
  'changes.resumed': update('Gatehouse may change again what the policy wants', organization),
  'enforcement.accepted': update('A Gatehouse owner accepted what would change', organization),
  'enforcement.voided': update(
    'The database is an older one: nothing is enforced until that is accepted again',
    organization,
  ),
  'request.opened': update('Somebody asks for access of an assistant to a repository', request),
  'request.closed': update('A request for access is over', request),
  'approval.given': update('Access of an assistant to a repository was approved', approval),
  'approval.ended': update('An approval has ended', approval),
  'verdict.asked': update('Somebody asks for a verdict on a finding', repository),
  'verdict.given': update('Somebody gave a verdict on a finding', repository),
  'verdict.ended': update('A verdict on a finding has ended', repository),
  ...memberMappings,
  ...claudeMappings,
  ...dataMappings,
  ...provisioningMappings,
  ...singleSignOnMappings,
  'button.pressed': update('Somebody pressed a button of a check', repository),
  'check.imitated': update('Somebody else has set a check that is called like ours', repository),
  'recertification.opened': update('Approvals in force are to be confirmed', recertification),
  'recertification.asked': update('An issue asks to confirm approvals', recertification),
  'recertification.answered': update('An approval was confirmed, or was not', recertification),
  'recertification.closed': update('All approvals that were to be confirmed are answered', recertification),
  'exception.given': update('A condition was waived for a repository', exception),
  'exception.ended': update('A waived condition counts again', exception),
  'emergency.reviewed': update('Somebody reviewed what an emergency was used for', approval),
}

/** What a newer version recorded; it is still exported. */
export const unknownMapping: Mapping = {
  class: 'entity-management',
  activity: 'update',
  title: 'An event of a newer version of Gatehouse',
  details: entity('Unknown', 0),
}

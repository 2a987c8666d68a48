import type { ClassName } from './classes.ts'

/** What stands in an attribute of OCSF when it comes from Gatehouse; docs/siem-fields.md is made from it. */
export interface OcsfField {
  /** Path in the event. */
  readonly path: string
  readonly holds: string
  /** In which classes; left out: in all. */
  readonly in?: readonly ClassName[]
}

const withActor: readonly ClassName[] = [
  'entity-management',
  'authentication',
  'account-change',
  'group-management',
  'api-activity',
]
const findings: readonly ClassName[] = ['compliance-finding', 'detection-finding']

/** Every attribute that an event of ours has. A test compares them with what is sent, and with the schema. */
export const ocsfFields: readonly OcsfField[] = [
  {
    path: 'metadata.uid',
    holds: 'organization and sequence, `7-1234`: the same event has the same one each time',
  },
  { path: 'metadata.sequence', holds: 'the place in the organization’s chain, from 1 on without a gap' },
  {
    path: 'metadata.labels',
    holds: '`repeated`: the receiver may have it already; `test`: of the test button',
  },
  { path: 'metadata.event_code', holds: 'what happened, as Gatehouse calls it: `decision.made`' },
  { path: 'metadata.tenant_uid', holds: 'the organization’s name on GitHub' },
  { path: 'metadata.version', holds: '`1.6.0`' },
  { path: 'metadata.product', holds: 'name and vendor: `Gatehouse`' },
  { path: 'metadata.log_name', holds: '`audit`' },
  { path: 'time', holds: 'when it happened, in milliseconds since 1970' },
  { path: 'message', holds: 'what happened, in words' },
  { path: 'class_uid', holds: 'the class; its name is in `class_name`' },
  { path: 'class_name', holds: 'its name' },
  { path: 'category_uid', holds: 'the category' },
  { path: 'category_name', holds: 'its name' },
  { path: 'activity_id', holds: 'what was done within the class' },
  { path: 'activity_name', holds: 'its name' },
  { path: 'type_uid', holds: 'class and activity in one number' },
  { path: 'severity_id', holds: 'of findings their own (5: critical), of everything else 1: informational' },
  { path: 'severity', holds: 'its name' },
  {
    path: 'status_id',
    holds: 'of findings 1 new, 2 in progress, 3 suppressed, 4 resolved; of the others 1 success, 2 failure',
  },
  { path: 'status', holds: 'its name, where it is success or failure' },
  { path: 'observables', holds: 'ids to look for: what it is about, and who did it' },
  {
    path: 'actor',
    holds:
      'who did it: `actor.user.uid` (opaque) and `actor.user.name` (login); `actor.app_name` where Gatehouse did by itself',
    in: withActor,
  },
  {
    path: 'entity',
    holds: 'what it is about: `uid` (`repository:17`, `policy:5`), `type`, and in `data` what the event says',
    in: ['entity-management'],
  },
  {
    path: 'finding_info',
    holds: '`uid`: the same from a finding’s beginning to its end; `title`; `analytic`: the rule',
    in: findings,
  },
  {
    path: 'resources',
    holds: 'the repository or organization, by our id',
    in: [...findings, 'api-activity'],
  },
  {
    path: 'compliance',
    holds: '`control`: the policy’s group; `status_id` 1 pass, 2 warning, 3 fail',
    in: ['compliance-finding'],
  },
  { path: 'scan', holds: 'the sweep', in: ['scan-activity'] },
  { path: 'user', holds: 'whom it is about', in: ['authentication', 'account-change'] },
  { path: 'group', holds: 'which group: `uid`, and `name` where it is told', in: ['group-management'] },
  { path: 'service', holds: '`Gatehouse`, which they signed in to', in: ['authentication'] },
  { path: 'api', holds: '`operation`: the operation of our API', in: ['api-activity'] },
  {
    path: 'src_endpoint',
    holds: 'our API; addresses of people’s machines are not recorded',
    in: ['api-activity'],
  },
  {
    path: 'unmapped',
    holds:
      'the whole event as it is in the record, with `previous` and `hash`: the chain can be verified from here',
  },
]

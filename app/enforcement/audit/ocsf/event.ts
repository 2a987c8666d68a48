import type { EventLine, OrganizationLine } from '../record-line.ts'
import { type ClassName, classes, ocsfVersion, severityIds, severityNames } from './classes.ts'
import { type Mapping, mappings, unknownMapping } from './mapping.ts'

/** An event as OCSF has it; attributes are named by OCSF, so they are snake_case. */
export type OcsfEvent = Readonly<Record<string, unknown>>

/**
 * An event of ours as one of OCSF 1.6.0. What OCSF has no place for, the hashes above all, stands in `unmapped`.
 * @param organization whose record it is in
 * @param labels what is to be known of this copy of it: `repeated`, `test`
 */
export function ocsfEvent(
  event: EventLine,
  organization: OrganizationLine,
  labels: readonly string[] = [],
): OcsfEvent {
  const mapping = mappingOf(event.kind)
  const kind = classes[mapping.class]
  const activityId = activityIdOf(mapping)
  const severityId = severityOf(event)
  return {
    class_uid: kind.uid,
    class_name: kind.name,
    category_uid: kind.category,
    category_name: kind.categoryName,
    activity_id: activityId,
    activity_name: capitalized(mapping.activity),
    type_uid: kind.uid * 100 + activityId,
    severity_id: severityId,
    severity: severityNames[severityId],
    // A changed time shows in the chain; here it must still be a number.
    time: Date.parse(event.at) || 0,
    message: mapping.title,
    metadata: { ...metadataOf(event, organization), ...(labels.length > 0 && { labels }) },
    ...actorOf(mapping, event),
    ...mapping.details(event),
    observables: observablesOf(mapping, event),
    unmapped: unmappedOf(event, organization),
  }
}

/** The whole event: its hash can be computed from here too. */
const unmappedOf = (event: EventLine, { host, login }: OrganizationLine) => ({
  ...event,
  host,
  login,
})

const mappingOf = (kind: string): Mapping =>
  Object.entries(mappings).find(([name]) => name === kind)?.[1] ?? unknownMapping

const activityIdOf = ({ class: name, activity }: Mapping): number =>
  Object.entries(classes[name].activities).find(([one]) => one === activity)![1]

/** As OCSF writes the captions of activities: `Attach Policy`. */
const capitalized = (words: string): string =>
  words
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/** Only findings have one of their own. */
function severityOf({ data }: EventLine): number {
  const severity = data['severity']
  return typeof severity === 'string' ? (severityIds[severity] ?? 0) : 1
}

const metadataOf = ({ organization, sequence, kind }: EventLine, { login }: OrganizationLine) => ({
  version: ocsfVersion,
  product: { name: 'Gatehouse', vendor_name: 'Gatehouse' },
  uid: `${organization}-${sequence}`,
  event_code: kind,
  tenant_uid: login,
  log_name: 'audit',
  sequence,
})

/** Findings and scans have no place for who did it, and say it in `unmapped`. */
function actorOf({ class: name }: Mapping, { actor, actorLogin }: EventLine) {
  if (!hasActor.has(name)) return {}
  if (actor === null) return { actor: { app_name: 'Gatehouse' } }
  return { actor: { user: { uid: actor, ...(actorLogin !== undefined && { name: actorLogin }) } } }
}

const hasActor = new Set<ClassName>([
  'entity-management',
  'authentication',
  'account-change',
  'group-management',
  'api-activity',
])

/** By what another system would look for it. Source of the numbers: the object `observable`. */
function observablesOf({ class: name }: Mapping, { subject, actor }: EventLine) {
  const places = {
    'entity-management': 'entity.uid',
    'compliance-finding': 'resources[].uid',
    'detection-finding': 'resources[].uid',
    'scan-activity': 'scan.uid',
    authentication: 'user.uid',
    'account-change': 'user.uid',
    'group-management': 'group.uid',
    'api-activity': 'resources[].uid',
  } as const
  return [
    { name: places[name], type_id: 10, type: 'Resource UID', value: subject },
    ...(actor === null || !hasActor.has(name)
      ? []
      : [{ name: 'actor.user.uid', type_id: 31, type: 'User Object: uid', value: actor }]),
  ]
}

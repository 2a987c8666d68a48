/**
 * The classes of OCSF 1.6.0 that the record is exported as.
 * Source: https://github.com/ocsf/ocsf-schema/tree/v1.6.0/events
 */
export const ocsfVersion = '1.6.0'

export const classes = {
  'entity-management': {
    uid: 3004,
    name: 'Entity Management',
    category: 3,
    categoryName: 'Identity & Access Management',
    activities: { create: 1, update: 3, delete: 4, enroll: 6, unenroll: 7, suspend: 12, resume: 13 },
  },
  'compliance-finding': {
    uid: 2003,
    name: 'Compliance Finding',
    category: 2,
    categoryName: 'Findings',
    activities: { create: 1, update: 2, close: 3 },
  },
  'detection-finding': {
    uid: 2004,
    name: 'Detection Finding',
    category: 2,
    categoryName: 'Findings',
    activities: { create: 1, update: 2, close: 3 },
  },
  'scan-activity': {
    uid: 6007,
    name: 'Scan Activity',
    category: 6,
    categoryName: 'Application Activity',
    activities: { started: 1, completed: 2 },
  },
} as const

export type ClassName = keyof typeof classes

/** Of `severity_id`. */
export const severityIds: Readonly<Record<string, number>> = {
  info: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
}
export const severityNames = ['Unknown', 'Informational', 'Low', 'Medium', 'High', 'Critical'] as const

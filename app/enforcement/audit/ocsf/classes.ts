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
  authentication: {
    uid: 3002,
    name: 'Authentication',
    category: 3,
    categoryName: 'Identity & Access Management',
    activities: { logon: 1, logoff: 2 },
  },
  'account-change': {
    uid: 3001,
    name: 'Account Change',
    category: 3,
    categoryName: 'Identity & Access Management',
    activities: { create: 1, enable: 2, disable: 5, delete: 6, 'attach policy': 7, 'detach policy': 8 },
  },
  'group-management': {
    uid: 3006,
    name: 'Group Management',
    category: 3,
    categoryName: 'Identity & Access Management',
    activities: { 'add user': 3, 'remove user': 4, delete: 5, create: 6 },
  },
  'api-activity': {
    uid: 6003,
    name: 'API Activity',
    category: 6,
    categoryName: 'Application Activity',
    activities: { create: 1, read: 2, update: 3, delete: 4 },
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

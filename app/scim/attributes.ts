/** An attribute as `/Schemas` describes it. Source: RFC 7643, section 7. */
export interface Attribute {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'complex' | 'reference' | 'dateTime'
  readonly description: string
  readonly multiValued?: boolean
  readonly required?: boolean
  readonly caseExact?: boolean
  readonly mutability?: 'readOnly' | 'readWrite' | 'immutable'
  readonly uniqueness?: 'none' | 'server'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** What every resource has beside its schema's attributes. */
const common: readonly Attribute[] = [
  { name: 'id', type: 'string', description: '', caseExact: true, mutability: 'readOnly' },
  { name: 'externalId', type: 'string', description: '', caseExact: true },
  { name: 'schemas', type: 'reference', description: '', multiValued: true, mutability: 'readOnly' },
  {
    name: 'meta',
    type: 'complex',
    description: '',
    mutability: 'readOnly',
    subAttributes: [
      { name: 'resourceType', type: 'string', description: '', mutability: 'readOnly' },
      { name: 'created', type: 'dateTime', description: '', mutability: 'readOnly' },
      { name: 'lastModified', type: 'dateTime', description: '', mutability: 'readOnly' },
      { name: 'location', type: 'reference', description: '', mutability: 'readOnly' },
      { name: 'version', type: 'string', description: '', mutability: 'readOnly' },
    ],
  },
]

const userAttributes: readonly Attribute[] = [
  {
    name: 'userName',
    type: 'string',
    required: true,
    uniqueness: 'server',
    description: 'By which the identity provider and its users know the person.',
  },
  {
    name: 'name',
    type: 'complex',
    description: 'What the person is called.',
    subAttributes: [
      { name: 'formatted', type: 'string', description: 'The whole name.' },
      { name: 'familyName', type: 'string', description: 'The family name.' },
      { name: 'givenName', type: 'string', description: 'The given name.' },
    ],
  },
  { name: 'displayName', type: 'string', description: 'The name that is shown.' },
  {
    name: 'emails',
    type: 'complex',
    multiValued: true,
    description: 'Addresses of the person.',
    subAttributes: [
      { name: 'value', type: 'string', description: 'The address.' },
      {
        name: 'type',
        type: 'string',
        description: 'What it is for.',
        canonicalValues: ['work', 'home', 'other'],
      },
      { name: 'primary', type: 'boolean', description: 'Whether it is the one to use; of one at most.' },
    ],
  },
  {
    name: 'active',
    type: 'boolean',
    // It says who may be here, so it is never taken away; where one is created without it, it is true.
    required: true,
    description: 'Whether the person may be here: if not, all their sessions and tokens end at once.',
  },
  {
    name: 'groups',
    type: 'complex',
    multiValued: true,
    mutability: 'readOnly',
    description: 'The groups of the person, which are changed at the group.',
    subAttributes: [
      { name: 'value', type: 'string', mutability: 'readOnly', description: 'The id of the group.' },
      {
        name: '$ref',
        type: 'reference',
        referenceTypes: ['Group'],
        mutability: 'readOnly',
        description: 'Where the group is.',
      },
      { name: 'display', type: 'string', mutability: 'readOnly', description: 'Its name.' },
    ],
  },
]

const groupAttributes: readonly Attribute[] = [
  {
    name: 'displayName',
    type: 'string',
    required: true,
    uniqueness: 'server',
    description: 'The name by which roles are given.',
  },
  {
    name: 'members',
    type: 'complex',
    multiValued: true,
    description: 'The users in it. Groups in groups are not taken.',
    subAttributes: [
      { name: 'value', type: 'string', mutability: 'immutable', description: 'The id of the user.' },
      {
        name: '$ref',
        type: 'reference',
        referenceTypes: ['User'],
        mutability: 'immutable',
        description: 'Where the user is.',
      },
      {
        name: 'type',
        type: 'string',
        mutability: 'immutable',
        canonicalValues: ['User'],
        description: 'What it is.',
      },
    ],
  },
]

/** A kind of resource. */
export interface ResourceKind {
  readonly name: 'User' | 'Group'
  readonly endpoint: '/Users' | '/Groups'
  readonly schema: string
  readonly description: string
  /** Those of its schema. */
  readonly own: readonly Attribute[]
  /** Those of its schema, and the common ones. */
  readonly attributes: readonly Attribute[]
  /** What costs a second question, and is left out where it is not wanted. */
  readonly related: 'groups' | 'members'
}

export const userKind: ResourceKind = {
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  description: 'Somebody whom the identity provider knows',
  own: userAttributes,
  attributes: [...common, ...userAttributes],
  related: 'groups',
}

export const groupKind: ResourceKind = {
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  description: 'A group, by whose name roles are given',
  own: groupAttributes,
  attributes: [...common, ...groupAttributes],
  related: 'members',
}

/** An attribute by its name in any spelling: names are not case-sensitive. Source: RFC 7643, section 2.1. */
export const attributeIn = (attributes: readonly Attribute[], name: string): Attribute | undefined =>
  attributes.find((one) => one.name.toLowerCase() === name.toLowerCase())

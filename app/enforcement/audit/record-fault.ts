/** What can be wrong with the record of one organization. */
export type RecordFaultKind =
  | 'changed'
  | 'missing'
  | 'out-of-order'
  | 'not-linked'
  | 'foreign'
  | 'cut-off'
  | 'beyond-end'
  | 'rewritten'
  | 'head-forged'
  | 'head-unknown-key'
  | 'organization-missing'
  | 'organization-twice'

/** The first fault of an organization's record; what follows it is not looked at. */
export interface RecordFault {
  readonly kind: RecordFaultKind
  /** The event at which it shows, or that a head is about. */
  readonly sequence: number
}

/** What was found, and what that means for somebody who relies on the record. */
export const faultWords: Readonly<
  Record<RecordFaultKind, { readonly found: (sequence: number) => string; readonly means: string }>
> = {
  changed: {
    found: (sequence) => `event ${sequence} does not match its own hash`,
    means: 'It was changed after it was recorded. Nothing that it says can be relied on.',
  },
  missing: {
    found: (sequence) => `event ${sequence} is not there`,
    means: 'It was removed, and with it what it said. The events after it are not looked at.',
  },
  'out-of-order': {
    found: (sequence) => `where event ${sequence} belongs stands an earlier one`,
    means: 'Events were moved, repeated or inserted.',
  },
  'not-linked': {
    found: (sequence) => `event ${sequence} does not continue the event before it`,
    means: 'One of the two was replaced or inserted by somebody who recomputed its hash.',
  },
  foreign: {
    found: (sequence) => `where event ${sequence} belongs stands one of another organization`,
    means: 'Events were moved between organizations.',
  },
  'cut-off': {
    found: (sequence) => `a signed head says that event ${sequence} was there, but the record ends before it`,
    means: 'The end of the record was removed, or an older copy of the database was put in its place.',
  },
  'beyond-end': {
    found: (sequence) => `event ${sequence} stands behind the one that the record calls its last`,
    means: 'Events were added, or the line that says which there are was changed.',
  },
  rewritten: {
    found: (sequence) => `event ${sequence} is another one than the one whose hash was signed`,
    means: 'The record was changed at or before it, and all hashes after the change were computed again.',
  },
  'head-forged': {
    found: (sequence) => `the signature of the head at event ${sequence} is not valid`,
    means: 'The head was changed, or made by somebody without the key.',
  },
  'head-unknown-key': {
    found: (sequence) => `the head at event ${sequence} is signed by a key that is not trusted here`,
    means:
      'Somebody signed with a key of their own, or the key was changed: give the public keys of all times.',
  },
  'organization-missing': {
    found: (sequence) =>
      `a kept head says that event ${sequence} was there, but nothing of the organization is`,
    means: 'Its whole record was removed, or belongs to another deployment.',
  },
  'organization-twice': {
    found: (sequence) => `its record begins a second time, with event ${sequence}`,
    means: 'Two records were put together, of which only one can be the organization’s.',
  },
}

import type { ScimStore } from '../../enforcement/provisioning/scim-store.ts'
import type { Store } from '../store.ts'
import { changeGroup, createGroup, deleteGroup, listGroups, readGroup } from './scim-groups.ts'
import { scimCaller } from './scim-tokens.ts'
import { changeUser, createUser, deleteUser, listUsers, readUser } from './scim-users.ts'

/** What identity providers read and write. */
export const createScimStore = (store: Store, now: () => Date): ScimStore => ({
  authenticate: (connection, token) => scimCaller(store, connection, token, now()),
  listUsers: (caller, query) => listUsers(store, caller, query),
  readUser: (caller, id, withGroups) => readUser(store, caller, id, withGroups),
  createUser: (caller, user) => createUser(store, caller, user, now()),
  changeUser: (caller, id, expected, change) =>
    changeUser(store, caller, id, { expected, change, at: now() }),
  deleteUser: (caller, id, expected) => deleteUser(store, caller, id, { expected, at: now() }),
  listGroups: (caller, query) => listGroups(store, caller, query),
  readGroup: (caller, id, withMembers) => readGroup(store, caller, id, withMembers),
  createGroup: (caller, group) => createGroup(store, caller, group, now()),
  changeGroup: (caller, id, expected, change) =>
    changeGroup(store, caller, id, { expected, change, at: now() }),
  deleteGroup: (caller, id, expected) => deleteGroup(store, caller, id, { expected, at: now() }),
})

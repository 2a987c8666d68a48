import * as accounts from './build-accounts.ts'
import * as apps from './build-apps.ts'
import * as connections from './build-connections.ts'
import * as credentials from './build-credentials.ts'
import * as repositories from './build-repositories.ts'
import { addLargeFile } from '../git/serve-lfs.ts'
import type { World } from './world.ts'

/** The ways to make and change a world by hand, for one world. None of them sends a webhook. */
export const buildersOf = (world: World) => ({
  addUser: bind(world, accounts.addUser),
  addEnterprise: bind(world, accounts.addEnterprise),
  addOrganization: bind(world, accounts.addOrganization),
  addTeam: bind(world, accounts.addTeam),
  addRepository: bind(world, repositories.addRepository),
  renameRepository: bind(world, repositories.renameRepository),
  transferRepository: bind(world, repositories.transferRepository),
  addLargeFile: bind(world, addLargeFile),
  deleteRepository: bind(world, repositories.deleteRepository),
  addApp: bind(world, apps.addApp),
  addInstallation: bind(world, apps.addInstallation),
  addInstallationToken: bind(world, credentials.addInstallationToken),
  addActionsToken: bind(world, credentials.addActionsToken),
  addUserToken: bind(world, credentials.addUserToken),
  addClassicToken: bind(world, credentials.addClassicToken),
  addFineGrainedToken: bind(world, credentials.addFineGrainedToken),
  addSecret: bind(world, connections.addSecret),
  addVariable: bind(world, connections.addVariable),
  addEnvironment: bind(world, connections.addEnvironment),
  addDeployKey: bind(world, connections.addDeployKey),
  addTokenGrant: bind(world, connections.addTokenGrant),
  addTokenRequest: bind(world, connections.addTokenRequest),
  addSecretAlert: bind(world, connections.addSecretAlert),
  addAuditEntry: bind(world, connections.addAuditEntry),
})

export type Builders = ReturnType<typeof buildersOf>

const bind = <Rest extends readonly unknown[], Result>(
  world: World,
  build: (world: World, ...rest: Rest) => Result,
): ((...rest: Rest) => Result) => {
  return (...rest) => build(world, ...rest)
}

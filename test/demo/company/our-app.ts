import { observePermissions } from '../../../app/github/permissions.ts'
import { permissionLevels } from '../../../app/github/manifest.ts'
import type { Permissions } from '../../github/world/entities.ts'

/** What our App asks for where it only looks: what its manifest says. */
export const readingPermissions: Permissions = permissionLevels(observePermissions)

/** The events by which we hear soon of what we would find anyway. */
export const heardEvents = [
  'create',
  'custom_property_values',
  'delete',
  'member',
  'membership',
  'organization',
  'personal_access_token_request',
  'public',
  'push',
  'repository',
  'secret_scanning_alert',
  'team',
  'team_add',
] as const

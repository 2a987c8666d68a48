import { wantedEvents } from '../../../app/github/events.ts'
import { observePermissions } from '../../../app/github/permissions.ts'
import { permissionLevels } from '../../../app/github/manifest.ts'
import type { Permissions } from '../../github/world/entities.ts'

/** What our App asks for where it only looks: what its manifest says. */
export const readingPermissions: Permissions = permissionLevels(observePermissions)

/** The events by which we hear soon of what we would find anyway. */
export const heardEvents = wantedEvents.map(({ name }) => name)

import type { ProvisioningApi } from '../api/v1/resources/provisioning.ts'
import {
  applyHeld,
  beginProvisioning,
  changeLossPercent,
  type Ordered,
  type ProvisioningOrder,
  startProvisioning,
} from '../database/provisioning/orders.ts'
import { listProvisioning, readDryRun } from '../database/provisioning/read-provisioning.ts'
import { createScimToken, endScimToken } from '../database/provisioning/scim-tokens.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { AppError } from '../../scanner/errors.ts'
import type { Acting } from './acting.ts'

const dayMs = 24 * 60 * 60_000

/** How people and groups come from an identity provider, and what owners order about it. */
export function createProvisioningApi({ store, now }: Pick<Acting, 'store' | 'now'>): ProvisioningApi {
  /** An order of a connection that the organization has. */
  const orderOf = async (
    { person }: Viewer,
    organization: string,
    connection: string,
  ): Promise<ProvisioningOrder> => {
    if (person === null) throw new AppError('not-allowed', 'Only a person may do this.')
    if (!(await listProvisioning(store, organization, now())).some(({ id }) => id === connection))
      throw notThere
    return { connection, organization, by: person, at: now() }
  }
  return {
    list: (organization) => listProvisioning(store, organization, now()),
    dryRun: (organization, connection) => readDryRun(store, organization, connection),
    begin: async ({ person }, organization, which) => {
      if (person === null) throw new AppError('not-allowed', 'Only a person may do this.')
      const order = { organization, by: person, at: now() }
      const { outcome, connection } = await beginProvisioning(store, order, which)
      refuse(outcome, 'Provisioning is set up on this connection already.')
      return connection
    },
    start: async (viewer, organization, connection) => {
      const order = await orderOf(viewer, organization, connection)
      refuse(await startProvisioning(store, order), 'It gives roles already.')
    },
    change: async (viewer, organization, connection, lossPercent) => {
      await changeLossPercent(store, await orderOf(viewer, organization, connection), lossPercent)
    },
    apply: async (viewer, organization, connection, people) => {
      const order = await orderOf(viewer, organization, connection)
      refuse(await applyHeld(store, order, people), 'Nothing waits for an owner here.')
    },
    createToken: async (viewer, organization, connection, days) => {
      const order = await orderOf(viewer, organization, connection)
      const expiresAt = new Date(order.at.getTime() + days * dayMs)
      const made = await createScimToken(store, order, expiresAt)
      if (made) return { ...made, expiresAt }
      throw new AppError('conflict', 'Three tokens work already.', {
        todo: 'End one that the identity provider does not use any more, then make another.',
      })
    },
    endToken: async (viewer, organization, connection, token) =>
      endScimToken(store, await orderOf(viewer, organization, connection), token),
  }
}

const notThere = new AppError('not-there', 'The organization has no such connection that is provisioned.')

function refuse(outcome: Ordered, there: string): void {
  if (outcome === 'not-there') throw notThere
  if (outcome === 'there') throw new AppError('conflict', there)
  if (outcome === 'last-owner')
    throw new AppError(
      'last-owner',
      'An organization would have no Gatehouse owner left whom Gatehouse knows.',
    )
}

import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { expect, onTestFinished } from 'vitest'
import { startSimulator, type Simulator, type SimulatorOptions } from './server/simulator.ts'
import type { App, Installation, Organization, Permissions, User } from './world/entities.ts'

/** A simulator for one test. At its end the simulator must not have been wrong once. */
export async function simulated(options: SimulatorOptions = {}): Promise<Simulator> {
  const github = await startSimulator(options)
  onTestFinished(async () => {
    await github.close()
    expect(github.defects).toEqual([])
  })
  return github
}

export interface Company {
  readonly github: Simulator
  readonly ada: User
  readonly acme: Organization
  readonly app: App
  readonly installation: Installation
  readonly octokit: Octokit
}

/** An organization with an owner, and our App installed on all of it. */
export async function company(
  permissions: Permissions = {},
  options: SimulatorOptions = {},
): Promise<Company> {
  const github = await simulated(options)
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const app = github.addApp({ slug: 'gatehouse', owner: acme, permissions })
  const installation = github.addInstallation({ app, on: acme })
  return { github, ada, acme, app, installation, octokit: asInstallation(github, installation) }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

export const asInstallation = (github: Simulator, installation: Installation): Octokit => {
  const app = github.world.apps.get(installation.appId)!
  return new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: app.privateKey, installationId: installation.id },
  })
}

export const asApp = (github: Simulator, app: App): Octokit =>
  new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: app.privateKey },
  })

export const withToken = (github: Simulator, token?: string): Octokit =>
  new Octokit({ baseUrl: github.apiUrl, log: quiet, ...(token ? { auth: token } : {}) })

/** What GitHub refused, as a client sees it. */
export async function refusal(call: Promise<unknown>): Promise<{
  readonly status: number
  readonly message: string
  readonly headers: Readonly<Record<string, string>>
  readonly data: unknown
}> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isRequestError(error)) throw new Error(`Expected a refusal, got ${String(error)}`)
  return {
    status: error.status,
    message: error.message,
    headers: error.response?.headers ?? {},
    data: error.response?.data,
  }
}

interface RequestError extends Error {
  readonly status: number
  readonly response?: { readonly headers: Readonly<Record<string, string>>; readonly data: unknown }
}

const isRequestError = (error: unknown): error is RequestError => error instanceof Error && 'status' in error

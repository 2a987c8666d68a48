import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { reachReaders } from '../../app/enforcement/inventory/readers.ts'
import { visibility } from '../../app/enforcement/inventory/visibility.ts'
import { wantedEvents } from '../../app/github/events.ts'
import { appManifest } from '../../app/github/manifest.ts'
import { observePermissions, permissions } from '../../app/github/permissions.ts'
import { appManifestFile, appManifestText } from '../../build/app-manifest.ts'
import { plansPage, plansPageFile } from '../../build/plans-page.ts'
import { eventPermissions } from '../github/webhooks/event-permissions.ts'

test('app.yml and docs/plans-and-permissions.md are what the code says', () => {
  expect(readFileSync(appManifestFile, 'utf8')).toBe(appManifestText())
  expect(readFileSync(plansPageFile, 'utf8')).toBe(plansPage())
})

test('app.yml is the manifest that the set-up sends', () => {
  const sent = appManifest({
    name: 'x',
    redirectUrl: 'http://localhost/',
    publicUrl: undefined,
    isEnterpriseServer: false,
  })
  expect(parse(readFileSync(appManifestFile, 'utf8'))).toMatchObject({
    public: false,
    default_permissions: sent.default_permissions,
    default_events: sent.default_events,
  })
  expect(sent.public).toBe(false)
})

test('in observe nothing but reading is asked for, and each permission once', () => {
  expect(observePermissions.filter(({ level }) => level !== 'read')).toEqual([])
  const keys = observePermissions.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('every event comes with its permission, which is asked for', () => {
  const keysOf = (all: typeof permissions) => new Set(all.map(({ key }) => key))
  for (const { name, permission, from } of wantedEvents) {
    const asked = keysOf(from === undefined ? observePermissions : permissions)
    expect([name, permission]).toEqual([name, eventPermissions[name]])
    expect(asked).toContain(permission)
  }
})

test('every path has its rows, and every permission in them is in the list', () => {
  const known = new Set(permissions.map(({ key }) => key))
  expect(visibility.flatMap((row) => row.permissions).filter((key) => !known.has(key))).toEqual([])
  for (const { path } of reachReaders)
    expect(visibility.some((row) => row.path === path && row.does === 'see')).toBe(true)
  // What is not to be had everywhere without more says why.
  const bare = visibility.filter(({ on, note }) => Object.values(on).some((one) => one === 'partly') && !note)
  expect(bare).toEqual([])
})

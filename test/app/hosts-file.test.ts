import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { findHosts } from '../../app/hosts.ts'
import { accessTo, readAllCredentials } from '../../app/host-access.ts'
import { join } from '../../scanner/engine/sample.ts'

const key = join('-----BEGIN RSA PRIVATE ', 'KEY-----\nabc\n-----END RSA PRIVATE ', 'KEY-----')
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-hosts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(path.join(folder, 'cloud.pem'), `${key}\n`)
writeFileSync(path.join(folder, 'webhook'), 'a secret of many characters\n')
writeFileSync(path.join(folder, 'client'), 'a client secret of many characters\n')
writeFileSync(path.join(folder, 'short'), 'short\n')

/** @returns the settings that name this file */
function hostsFile(text: string): { readonly GITHUB_HOSTS_FILE: string; readonly DATA_FOLDER: string } {
  const file = path.join(folder, 'hosts.yml')
  writeFileSync(file, text)
  return { GITHUB_HOSTS_FILE: file, DATA_FOLDER: path.join(folder, 'data') }
}

const two = `hosts:
  - apiUrl: https://api.github.com
    app: { id: 17, privateKeyFile: cloud.pem, webhookSecretFile: webhook, client: { id: Iv1.a, secretFile: client } }
  - apiUrl: https://git.acme.example/api/v3/
    app: { id: 17, privateKeyFile: missing.pem }
    enterpriseApp: { id: 8, privateKeyFile: cloud.pem, installationId: 9, enterprise: acme }
    classicTokenFile: short
`

describe('a file of hosts', () => {
  test('gives each host its name and credentials; files are seen from where it lies', async () => {
    const hosts = (await findHosts(readConfig(hostsFile(two)))) ?? []
    expect(hosts.map(({ name, apiUrl }) => [name, apiUrl])).toEqual([
      ['github.com', 'https://api.github.com'],
      ['git.acme.example', 'https://git.acme.example/api/v3'],
    ])
    expect(await hosts[0]!.readCredentials()).toEqual({
      app: { id: 17, privateKey: key, webhookSecret: 'a secret of many characters' },
      signIn: { clientId: 'Iv1.a', clientSecret: 'a client secret of many characters' },
      enterpriseApp: undefined,
      classicToken: undefined,
    })
  })

  test('says of which host which file cannot be used, and reads it anew once it is put right', async () => {
    const [, server] = (await findHosts(readConfig(hostsFile(two)))) ?? []
    await expect(server!.readCredentials()).rejects.toThrow(
      `GITHUB_HOSTS_FILE, git.acme.example, app.privateKeyFile: ${path.join(folder, 'missing.pem')} cannot be read.`,
    )
    writeFileSync(path.join(folder, 'missing.pem'), key)
    await expect(server!.readCredentials()).rejects.toThrow(
      /classicTokenFile: .+ does not hold what it should/,
    )
    rmSync(path.join(folder, 'missing.pem'))
  })

  test('with one host that cannot be used goes on, and with none does not', async () => {
    const hosts = (await findHosts(readConfig(hostsFile(two)))) ?? []
    const told: string[] = []
    const known: string[] = []
    const access = hosts.map((host) => accessTo(host, (secret) => void known.push(secret)))
    await readAllCredentials(access, (host) => void told.push(host))
    expect(told).toEqual(['git.acme.example'])
    expect(known).toEqual([key, 'a secret of many characters', 'a client secret of many characters'])
    await expect(readAllCredentials(access.slice(1), () => {})).rejects.toMatchObject({
      code: 'invalid-configuration',
    })
  })

  test('without an app takes the one that the set-up made there, and says where there is none', async () => {
    const [only] =
      (await findHosts(readConfig(hostsFile('hosts: [{ apiUrl: "https://api.github.com" }]')))) ?? []
    await expect(only!.readCredentials()).rejects.toThrow(
      /github\.com: it names no app, and the set-up made none there/,
    )
  })

  test.each([
    ['hosts: []', /1:8 hosts: /],
    ['hosts:\n  - apiUrl: nowhere\n', /2:13 hosts\.0\.apiUrl: /],
    ['hosts:\n  - apiUrl: https://a.example\n    key: x\n', /Unrecognized key: "key"/],
    ['hosts:\n  - apiUrl: https://a.example\n    name: ../../etc\n', /3:11 hosts\.0\.name: a name such as/],
    [
      'hosts:\n  - apiUrl: https://a.example\n  - apiUrl: https://a.example\n',
      /the name a\.example stands here twice/,
    ],
    [
      'hosts:\n  - apiUrl: https://a.example\n  - { apiUrl: "https://a.example/", name: b }\n',
      /the apiUrl https:\/\/a\.example stands here twice/,
    ],
    ['a: &a [x]\nb: *a\n', /1:4 /],
  ])('%j is a clear error that says where', (text, message) => {
    expect(() => readConfig(hostsFile(text))).toThrow(message)
  })

  test('beside settings of a single host is refused, since nobody could say which counts', () => {
    expect(() => readConfig({ ...hostsFile(two), GITHUB_APP_ID: '17', ENTERPRISE: 'acme' })).toThrow(
      /these are set too: GITHUB_APP_ID, ENTERPRISE\./,
    )
  })

  test('that is not there is named', () => {
    expect(() => readConfig({ GITHUB_HOSTS_FILE: '/nowhere.yml' })).toThrow(/\/nowhere\.yml cannot be read/)
  })
})

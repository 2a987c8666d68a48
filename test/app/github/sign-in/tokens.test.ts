import { expect, test } from 'vitest'
import { hour } from '../../../github/clock.ts'
import { agree, callback, newVerifier, open, signingIn, tokensOf } from './signing-in.ts'

test('a person signs in, and is who they are, by a number', async () => {
  const { github, app, bob } = await signingIn()
  const asked = github.clock.now()
  const signIn = open(github, app, { now: () => asked })
  const tokens = await tokensOf(github, signIn, bob)
  expect(tokens.expiresAt).toEqual(new Date(asked + 8 * hour))
  expect(tokens.refreshExpiresAt).toEqual(new Date(asked + 184 * 24 * hour))
  expect(await signIn.whoIs(tokens.accessToken)).toEqual({
    kind: 'person',
    person: { githubId: bob.id, login: 'bob', name: 'Bob', avatarUrl: expect.stringMatching(/^https?:/) },
  })
})

test('GitHub is asked for the proof, and nobody is asked to make an account', async () => {
  const { signIn } = await signingIn()
  const ask = { state: 'mine', codeVerifier: newVerifier(), redirectUrl: callback }
  const { searchParams } = new URL(signIn.authorizeUrl({ ...ask, login: 'bob', prompt: 'select_account' }))
  expect(Object.fromEntries(searchParams)).toMatchObject({
    state: 'mine',
    redirect_uri: callback,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    allow_signup: 'false',
    login: 'bob',
    prompt: 'select_account',
  })
  expect(() => signIn.authorizeUrl({ ...ask, codeVerifier: 'short' })).toThrow(/43 to 128/)
})

test('a code is good once, for ten minutes, with what proves who asked for it', async () => {
  const { github, bob, signIn } = await signingIn()
  const codeVerifier = newVerifier()
  const code = async () => (await agree(github, signIn, bob, codeVerifier)).searchParams.get('code') ?? ''
  const exchange = (one: string, verifier = codeVerifier) =>
    signIn.exchange({ code: one, codeVerifier: verifier, redirectUrl: callback })
  const expired = { kind: 'refused', error: 'bad_verification_code' }
  const used = await code()
  expect(await exchange(used)).toMatchObject({ kind: 'granted' })
  expect(await exchange(used)).toEqual(expired)
  expect(await exchange(await code(), newVerifier())).toMatchObject({ kind: 'refused' })
  const old = await code()
  github.clock.advance(hour / 6)
  expect(await exchange(old)).toEqual(expired)
})

test('a token is renewed once, and ends when it is revoked', async () => {
  const { github, bob, signIn } = await signingIn()
  const first = await tokensOf(github, signIn, bob)
  github.clock.advance(8 * hour)
  expect(await signIn.whoIs(first.accessToken)).toEqual({ kind: 'refused' })
  const renewed = await signIn.refresh(first.refreshToken ?? '')
  if (renewed.kind !== 'granted') throw new Error(renewed.kind)
  expect(await signIn.refresh(first.refreshToken ?? '')).toEqual({
    kind: 'refused',
    error: 'bad_refresh_token',
  })
  const { accessToken } = renewed.tokens
  expect(await signIn.whoIs(accessToken)).toMatchObject({ kind: 'person' })
  expect(await signIn.revoke(accessToken)).toBe('revoked')
  expect(await signIn.whoIs(accessToken)).toEqual({ kind: 'refused' })
  expect(await signIn.revoke(accessToken)).toBe('gone')
})

test('a client secret that GitHub does not take is for who runs Gatehouse', async () => {
  const { github, app, bob, signIn } = await signingIn()
  const { accessToken } = await tokensOf(github, signIn, bob)
  const wrong = open(github, app, { client: { clientId: app.clientId, clientSecret: 'wrong' } })
  expect(await wrong.refresh('any')).toEqual({
    kind: 'misconfigured',
    error: 'incorrect_client_credentials',
  })
  expect(await wrong.revoke(accessToken)).toBe('misconfigured')
  expect(await signIn.whoIs(accessToken)).toMatchObject({ kind: 'person' })
})

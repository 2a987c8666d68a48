import { connect } from 'node:net'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createListener } from '../../../app/api/create-listener.ts'
import { stubApi } from './v1/stub-api.ts'

const problem = expect.stringContaining('application/problem+json')

test('a part of an address that is too long, or none at all, is a problem like every other', async () => {
  const server = await stubApi()
  const get = (url: string) => server.inject({ url, headers: { authorization: 'owner' } })
  const long = await get(`/api/v1/repositories/${'1'.repeat(101)}`)
  expect(long.statusCode).toBe(414)
  expect(long.headers).toMatchObject({ 'content-type': problem, 'x-content-type-options': 'nosniff' })
  expect(long.json()).toMatchObject({
    code: 'address-too-long',
    status: 414,
    type: '/api/reference#address-too-long',
    request: long.headers['x-request-id'],
  })
  expect(long.body).not.toContain('1111')
  const bad = await get('/api/v1/repositories/%c0%af')
  expect([bad.statusCode, bad.headers['content-type']]).toEqual([400, problem])
  expect(bad.json()).toMatchObject({ code: 'invalid-request' })
  // As long as a part may be.
  expect((await get(`/api/v1/repositories/${'1'.repeat(100)}`)).json()).toMatchObject({
    code: 'invalid-request',
    problems: [{ at: 'params.repository' }],
  })
})

test.each([
  [431, 'headers-too-large', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
  [400, 'invalid-request', 'is this a request?\r\n\r\n'],
])('what cannot be read as a request is a problem as well: %i', async (status, code, sent) => {
  const server = createListener(pino({ level: 'silent' }))
  const { hostname, port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  onTestFinished(() => server.close())
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(sent))
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => void (text += piece))
    socket.on('close', () => resolve(text))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') reject(error)
    })
  })
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toContain(`HTTP/1.1 ${status} `)
  expect(head).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ code, status, todo: expect.any(String) })
})

import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import type { Outgoing } from '../../../../app/notifications/channels/channel.ts'
import { openChannel } from '../../../../app/notifications/channels/open-channel.ts'
import { messageOf } from '../../../../app/notifications/message.ts'
import type { ChannelSettings, MailSettings } from '../../../../app/notifications/target.ts'
import { receiver } from '../receiver.ts'
import { localNetwork, notice } from '../sample.ts'

const id = '7d1f4a9e-0000-4000-8000-000000000001'
const hostile = '</title><b>*x*</b> <!channel> [a](javascript:1) & {code}'
const nothing = { find: async () => undefined, keep: async () => {}, forget: async () => {} }

const outgoing = (over: Partial<Outgoing> = {}): Outgoing => {
  const notices = [notice({ detail: hostile })]
  const options = { id, names: false, digest: undefined, policyRepository: 'gatehouse' }
  return {
    message: messageOf(notices, options),
    notices,
    recipient: '',
    names: false,
    tickets: nothing,
    ...over,
  }
}

const send = (settings: ChannelSettings, over: Partial<Outgoing> = {}) =>
  openChannel(settings, localNetwork())(outgoing(over))

test('Slack gets blocks in which nothing is a mention, a tag or a link of others', async () => {
  const { url, received } = await receiver()
  expect(await send({ kind: 'slack', url: () => `${url}/services/x` })).toEqual({ kind: 'sent' })
  const body = JSON.parse(received[0]!.body)
  expect(body.text).toBe('acme: A request for Claude waits for an answer')
  expect(body.blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section', 'context'])
  expect(body.blocks[1].text).toEqual({
    type: 'mrkdwn',
    verbatim: true,
    text: '&lt;/title&gt;&lt;b&gt;*x*&lt;/b&gt; &lt;!channel&gt; [a](javascript:1) &amp; {code} <https://github.com/acme/gatehouse/issues/12|Open>',
  })
  expect(body.blocks[2].elements[0].text).toContain(id)
})

test('Teams gets an Adaptive Card whose texts are runs, which are no Markdown', async () => {
  const { url, received } = await receiver((_, response) => {
    response.writeHead(202).end()
  })
  expect(await send({ kind: 'teams', url: () => url })).toEqual({ kind: 'sent' })
  const { type, attachments } = JSON.parse(received[0]!.body)
  expect(type).toBe('message')
  expect(attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive')
  const { body } = attachments[0].content
  expect(body.every((block: { type: string }) => block.type === 'RichTextBlock')).toBe(true)
  expect(body[1].inlines[0]).toEqual({ type: 'TextRun', text: hostile })
  expect(body[1].inlines[2].selectAction.url).toBe('https://github.com/acme/gatehouse/issues/12')
})

test('a long message is below the 28 KB of Teams, and within the limits of Slack', async () => {
  const { url, received } = await receiver()
  const wide = '\u{1f600}\u6f22'.repeat(400)
  const notices = Array.from({ length: 400 }, (_, index) =>
    notice({ key: String(index), event: index % 2 === 0 ? 'request.opened' : 'finding.grave', detail: wide }),
  )
  const message = messageOf(notices, { id, names: false, digest: undefined, policyRepository: 'gatehouse' })
  await send({ kind: 'teams', url: () => url }, { message })
  await send({ kind: 'slack', url: () => url }, { message })
  expect(Buffer.byteLength(received[0]!.body)).toBeLessThan(28 * 1024)
  const { blocks } = JSON.parse(received[1]!.body)
  expect(blocks.length).toBeLessThanOrEqual(50)
  for (const { text } of blocks) expect(text?.text.length ?? 0).toBeLessThanOrEqual(3000)
})

test('a webhook is signed by Standard Webhooks, with the same id each time, and names no repository', async () => {
  const { url, received } = await receiver()
  const key = Buffer.alloc(32, 7)
  const settings = { kind: 'webhook', url, secret: () => `whsec_${key.toString('base64')}` } as const
  expect(await send(settings)).toEqual({ kind: 'sent' })
  expect(await send(settings, { names: true })).toEqual({ kind: 'sent' })
  const [first, second] = received
  const signed = `${id}.${String(first!.headers['webhook-timestamp'])}.${first!.body}`
  const expected = createHmac('sha256', key).update(signed).digest('base64')
  expect(first!.headers['webhook-signature']).toBe(`v1,${expected}`)
  expect(first!.headers['webhook-timestamp']).toBe('1795773605')
  expect([first!.headers['webhook-id'], second!.headers['webhook-id']]).toEqual([id, id])
  const body = JSON.parse(first!.body)
  expect(body).toMatchObject({
    type: 'gatehouse.notification',
    data: {
      id,
      notices: [{ event: 'request.opened', organization: { login: 'acme' }, repository: null, issue: 12 }],
    },
  })
  expect(first!.body).not.toContain('payments')
  expect(JSON.parse(second!.body).data.notices[0].repository).toBe('payments')
})

interface Mail {
  readonly to: readonly string[]
  readonly text: string
}

async function mailServer(options: { readonly refuse?: string } = {}) {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH'],
    onRcptTo: ({ address }, _session, callback) => {
      callback(
        address === options.refuse
          ? Object.assign(new Error('no such user here'), { responseCode: 550 })
          : null,
      )
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        })
        callback()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  const { port } = server.server.address() as AddressInfo
  const settings: MailSettings = {
    kind: 'mail',
    host: '127.0.0.1',
    port,
    security: 'none',
    user: undefined,
    password: undefined,
    from: 'gatehouse@acme.example',
  }
  return { mails, settings }
}

test('mail comes as text and HTML, with one Message-ID however often it is tried', async () => {
  const { mails, settings } = await mailServer()
  for (let each = 0; each < 2; each += 1)
    expect(await send(settings, { recipient: 'sec@acme.example' })).toEqual({ kind: 'sent' })
  expect(mails.map(({ to }) => to)).toEqual([['sec@acme.example'], ['sec@acme.example']])
  for (const { text } of mails) {
    expect(text).toContain(`Message-ID: <${id}@acme.example>`)
    expect(text).toContain('Subject: acme: A request for Claude waits for an answer')
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text.replaceAll(/=\r\n/g, '')).toContain('&lt;b&gt;*x*&lt;/b&gt;')
    expect(text).not.toContain('payments')
  }
})

test('whom the server does not know is given up, and a server that speaks no TLS gets nothing', async () => {
  const { mails, settings } = await mailServer({ refuse: 'gone@acme.example' })
  expect(await send(settings, { recipient: 'gone@acme.example' })).toEqual({
    kind: 'failed',
    why: 'the mail server answered 550 (EENVELOPE)',
    isFinal: true,
  })
  // Its certificate is nobody's that we trust.
  const outcome = await send({ ...settings, security: 'starttls' }, { recipient: 'sec@acme.example' })
  expect(outcome).toMatchObject({ kind: 'failed' })
  expect(mails).toEqual([])
})

test('a mail server on an address that is not allowed is not spoken to', async () => {
  const { mails, settings } = await mailServer()
  const network = localNetwork({ ranges: [], resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
  const outcome = await openChannel(
    { ...settings, host: 'mail.example', security: 'starttls' },
    network,
  )(outgoing({ recipient: 'sec@acme.example' }))
  expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('mail.example leads to') })
  expect(mails).toEqual([])
})

test('a line end in an address or a subject makes no header', async () => {
  const { mails, settings } = await mailServer()
  const { message } = outgoing()
  await send(settings, {
    recipient: 'sec@acme.example',
    message: { ...message, title: 'one\r\nBcc: eve@example.com' },
  })
  expect(mails[0]!.to).toEqual(['sec@acme.example'])
  expect(mails[0]!.text).not.toMatch(/^Bcc:/m)
})

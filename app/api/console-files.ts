import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * Under which addresses the console has pages; a link to any of them works when it is opened anew. The same as in
 * `app/console/routes.ts`, which a test compares.
 */
export const pagePaths = [
  '/',
  '/repositories',
  '/repositories/:repository',
  '/requests',
  '/requests/emergencies',
  '/requests/exceptions',
  '/requests/recertifications',
  '/requests/recertifications/:recertification',
  '/requests/:request',
  '/findings',
  '/findings/verdicts',
  '/findings/rules',
  '/findings/:rule/:fingerprint',
  '/policy',
  '/audit',
  '/settings',
  '/settings/people',
  '/settings/data',
  '/settings/claude',
  '/settings/siem',
] as const

/** Where people's pictures of github.com come from. Other hosts have them of their own. */
export const githubPictures = 'https://avatars.githubusercontent.com'

/** Nothing that stands in the page itself is run or drawn with, and nothing comes from elsewhere but people's pictures. */
const pagePolicy = (pictures: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${pictures.join(' ')} data:`,
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')

/** Files beside the page that keep their names, so that they are asked for each time. */
const named = ['/theme.js', '/mark.svg']

/**
 * Serves what `npm run build:console` has built.
 * @param folder absolute; undefined: nothing is built, and pages say so
 * @param pictures origins that people's pictures may come from
 */
export async function addConsole(
  server: FastifyInstance,
  folder: string | undefined,
  pictures: readonly string[],
): Promise<void> {
  if (folder === undefined) {
    for (const page of pagePaths) server.get(page, (_request, reply) => sayNotBuilt(reply))
    return
  }
  await server.register(fastifyStatic, {
    root: `${folder}/assets`,
    prefix: '/assets/',
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, file) => {
      reply.header('vary', 'accept-encoding')
      // Their names hold a digest of what is in them. A file that is not there is answered otherwise, and not remembered.
      if (file.startsWith(`${folder}/assets/`))
        reply.header('cache-control', 'public, max-age=31536000, immutable')
    },
  })
  for (const file of named)
    server.get(file, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file.slice(1), folder),
    )
  for (const page of pagePaths)
    server.get(page, (_request, reply) =>
      reply.header('content-security-policy', pagePolicy(pictures)).sendFile('index.html', folder),
    )
}

const sayNotBuilt = (reply: FastifyReply): FastifyReply =>
  reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send('The console is not built here. Run `npm run build:console`, and start Gatehouse again.\n')

import { shownName } from '../../../documents/shown-name.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { splitArguments } from '../../../workflows/shell-commands.ts'
import { papersFor } from '../../papers.ts'
import type { DockerfileRule } from '../delivery-rule.ts'
import { insecureTls, isInsecureVariable } from '../shell/insecure-tls.ts'
import { pipedInstalls } from '../shell/piped-install.ts'
import type { ShellSighting } from '../shell/shell-sighting.ts'
import { dockerSample } from './docker-sample.ts'
import { type Dockerfile, rangeOf, scriptOf, variablesOf } from './dockerfile.ts'

/** What `find` sees in the scripts of a Dockerfile. */
function inScripts(
  file: Dockerfile,
  find: (script: string) => readonly ShellSighting[],
): readonly Sighting[] {
  return file.instructions.flatMap((instruction) => {
    const found = scriptOf(instruction)
    if (found === null) return []
    return find(found.script).map(({ text, at, ...said }) => ({
      place: file.place(rangeOf({ text, at }, found.at)),
      ...said,
      identity: identityOf('RUN', said.excerpt, String(instruction.stage)),
    }))
  })
}

export const dockerfileTls: DockerfileRule = {
  ...papersFor('dockerfile', 'tls-verification', 'https://curl.se/docs/sslcerts.html', 'read'),
  look: (file) => [...inScripts(file, insecureTls), ...inVariables(file)],
  matches: [
    dockerSample('RUN curl -kfsSL https://example.com/tool.tgz | tar xz'),
    dockerSample(
      'RUN apt-get update && \\',
      '    # where it is',
      '    wget --no-check-certificate https://example.com/x',
    ),
    dockerSample('RUN <<EOF', 'npm config set strict-ssl false', 'npm ci', 'EOF'),
    dockerSample('ENV NODE_TLS_REJECT_UNAUTHORIZED=0'),
    dockerSample('ENV GIT_SSL_NO_VERIFY 1'),
  ],
  misses: [
    dockerSample('HEALTHCHECK CMD curl -k https://example.com/'),
    dockerSample('RUN curl -k https://localhost/ready'),
    dockerSample('ENV NODE_TLS_REJECT_UNAUTHORIZED=1'),
    dockerSample('# RUN curl -k https://example.com/x'),
  ],
}

function inVariables(file: Dockerfile): readonly Sighting[] {
  return file.instructions.flatMap((instruction) =>
    variablesOf(instruction)
      .filter(({ name, value }) => value !== null && isInsecureVariable(name, value))
      .map(({ name, range }) => ({
        place: file.place(range),
        note: `With ${shownName(name)} programs that are started in the image accept every certificate.`,
        excerpt: `${instruction.keyword} ${name}`,
        identity: identityOf(instruction.keyword, name, String(instruction.stage)),
      })),
  )
}

export const dockerfilePipedInstall: DockerfileRule = {
  ...papersFor('dockerfile', 'piped-install', 'https://docs.docker.com/build/building/best-practices/'),
  look: (file) => inScripts(file, pipedInstalls),
  matches: [
    dockerSample('RUN curl -fsSL https://example.com/install.sh | bash -'),
    dockerSample('RUN curl http://example.com/install.sh \\', '  | sh'),
  ],
  misses: [
    dockerSample('RUN curl -fsSL https://example.com/x.tgz | tar xz'),
    dockerSample('RUN curl -fsSLO https://example.com/install.sh && sha256sum -c sums && sh install.sh'),
  ],
}

export const unverifiedDownload: DockerfileRule = {
  ...papersFor(
    'dockerfile',
    'unverified-download',
    'https://docs.docker.com/reference/dockerfile/#add---checksum',
    'read',
  ),
  look: (file) =>
    file.instructions.flatMap(({ keyword, flags, text, at }) => {
      if (keyword !== 'ADD' || flags.some((flag) => flag.startsWith('--checksum='))) return []
      return splitArguments(text.split('\n', 1)[0]!)
        .slice(0, -1)
        .filter((word) => /^https?:\/\//i.test(word.text) && !/\.git(?:[#?]|$)/.test(word.text))
        .map((word) => {
          const isOpen = /^http:/i.test(word.text)
          return {
            place: file.place(rangeOf(word, at)),
            ...(isOpen ? { severity: 'medium' as const, confidence: 'high' as const } : {}),
            note: isOpen
              ? 'It comes over plain HTTP, so that anybody on the way can change it.'
              : 'Without a digest it is whatever the server gives at that moment.',
            excerpt: `ADD ${hostOf(word.text)}`,
            identity: identityOf(keyword, word.text),
          }
        })
    }),
  matches: [
    dockerSample('ADD https://example.com/tool.tgz /opt/'),
    dockerSample('ADD --chmod=755 http://example.com/tool /usr/bin/tool'),
  ],
  misses: [
    dockerSample(`ADD --checksum=sha256:${'0a'.repeat(32)} https://example.com/tool.tgz /opt/`),
    dockerSample('ADD https://github.com/someone/tool.git#v1.0.0 /src'),
    dockerSample('ADD tool.tgz /opt/'),
  ],
}

/** An address may hold a password, its host does not. */
const hostOf = (address: string): string =>
  /^https?:\/\/(?:[^\s/@]*@)?([\w.-]{1,80})/i.exec(address)?.[1] ?? 'an address'

import type { ShellSighting } from './shell-sighting.ts'

/** Downloads whose output a shell runs: `curl … | sh`, `sh -c "$(curl …)"`, `eval "$(curl …)"`, `bash <(wget …)`. */
const forms: readonly RegExp[] = [
  /\b(?:curl|wget)\s[^|\n;]{1,500}\|\s{0,9}(?:sudo\s+(?:-\S+\s+){0,4})?(?:env\s+)?(?:\/\S{1,40}\/)?(?:ba|z|da|k)?sh\b(?!\.)/g,
  /\b(?:(?:ba|z|da)?sh\s+-c|eval)\s+["']?\$\((?:curl|wget)\s[^)\n]{1,500}\)/g,
  /\b(?:ba|z)?sh\s+<\((?:curl|wget)\s[^)\n]{1,500}\)/g,
]

/** Of a line that is longer, its start is not looked at. */
const mostBefore = 500

/** Scripts from the network that a script runs unseen. */
export function pipedInstalls(script: string): readonly ShellSighting[] {
  // A command that goes on in the next line is one; places stay the same.
  const joined = script.replaceAll('\\\n', '  ')
  return forms.flatMap((form) =>
    [...joined.matchAll(form)].flatMap(({ 0: found, index }): readonly ShellSighting[] => {
      const before = joined.slice(Math.max(0, index - mostBefore), index)
      const line = before.slice(before.lastIndexOf('\n') + 1)
      // Said, not done.
      if (/^\s*#|^\s*(?:echo|printf)\b|\s#\s/.test(line)) return []
      const isOpen = /\bhttp:\/\/(?!localhost|127\.)/i.test(found)
      const command = /curl|wget/.exec(found)![0]
      return [
        {
          text: command,
          at: index + found.indexOf(command),
          severity: isOpen ? 'high' : 'low',
          confidence: isOpen ? 'high' : 'low',
          note: isOpen
            ? 'It comes over plain HTTP, so that anybody on the way can change it.'
            : 'It is taken as it is at that moment.',
          excerpt: `${command} … | sh`,
        },
      ]
    }),
  )
}

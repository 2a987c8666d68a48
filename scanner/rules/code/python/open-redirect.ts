import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'
import { isOpenHost } from './ssrf.ts'

export const openRedirect: CodeRule = taintRule(
  'python',
  'open-redirect',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'redirect',
    literals: ['edirect', 'HTTPFound'],
    sinks: [
      {
        calls: [
          'redirect',
          'HttpResponseRedirect',
          'HttpResponsePermanentRedirect',
          'RedirectResponse',
          'HTTPFound',
          'HTTPMovedPermanently',
          'HTTPSeeOther',
        ],
        path: /(?:^|\.)(?:redirect|HttpResponse\w*Redirect|RedirectResponse|HTTP\w+)$/,
        takes: [0, 'location', 'url', 'redirect_to', 'to'],
        local: 'nothing',
        when: ({ source }, value, trace) =>
          // The address that was asked for is of this host.
          !/request\.(?:path|full_path|url|base_url|get_full_path|build_absolute_uri)\b/.test(
            textOf(source, value),
          ) &&
          isOpenHost(trace) &&
          !/^[?#]/.test(trace.prefix),
      },
    ],
    matches: [
      `from flask import redirect, request
def go():
    return redirect(request.args.get('next'))  # here`,
      `from django.http import HttpResponseRedirect
def go(request):
    url = request.GET['url']
    return HttpResponseRedirect(url)`,
    ],
    misses: [
      `from flask import redirect, request, url_for
def go():
    return redirect(url_for('index', name=request.args['name']))`,
      `from django.utils.http import url_has_allowed_host_and_scheme
def go(request):
    url = request.GET['url']
    if not url_has_allowed_host_and_scheme(url, None):
        url = '/'
        return redirect('/')
    return redirect(url)`,
      `from flask import redirect, request
def go():
    return redirect('/search?q=' + request.args['q'])`,
    ],
  },
)

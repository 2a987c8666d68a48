import { enclosing, functionName, textOf } from '../../source.ts'
import { parametersOf } from '../../functions.ts'
import type { Model, Origin, Parameter } from '../model.ts'

const request: Origin = { trust: 'untrusted', from: 'the request' }
const local: Origin = { trust: 'local', from: 'the command line or environment' }
const network: Origin = { trust: 'untrusted', from: 'the network' }

const requestParts =
  'args|form|values|json|get_json|data|get_data|files|cookies|headers|query_string|full_path|url|view_args|stream|GET|POST|COOKIES|META|FILES|REQUEST|body|get_full_path|build_absolute_uri|query_params|path_params|match_info|query|post|text|read|rel_url|arguments|body_arguments|query_arguments|uri|params|param|GET\\.get|remote_user|user_agent|referrer|environ|raw_uri|matchdict|json_body|forms|input_stream|read'

/** Flask, Django, FastAPI, aiohttp, Tornado, Bottle, Pyramid, AWS Lambda; from their documentation. */
export const pythonModel: Model = {
  origins: [
    [
      new RegExp(
        String.raw`^(?:flask\.|bottle\.|sanic\.|self\.|cls\.)*(?:request|req|_request|flask_request)\.(?:${requestParts})(?=$|[.(?])`,
      ),
      request,
    ],
    [
      /^self\.(?:get_(?:query_|body_)?arguments?|get_cookie|get_secure_cookie|path_args|path_kwargs|request\.\w+|kwargs)(?=$|[.(?])/,
      request,
    ],
    [
      /^event\.(?:body|queryStringParameters|multiValueQueryStringParameters|pathParameters|headers|get\(\)|rawPath|Records)(?=$|[.(?])/,
      request,
    ],
    [
      /^(?:sys\.argv|os\.environ|os\.getenv|input|raw_input|sys\.stdin|getpass\.getpass|fileinput\.input|parser\.parse_args\(\)|args\.\w+|opts\.\w+|options\.\w+)(?=$|[.(?])/,
      local,
    ],
    [
      /(?:^|\.)(?:sock|socket|conn|connection|client_socket|clientsocket|websocket|ws)\.(?:recv|recvfrom|receive|receive_text|receive_json|receive_bytes)(?=$|[.(?])/,
      network,
    ],
    [/^cgi\.FieldStorage\(\)/, request],
  ],
  configured:
    /^(?:__file__|__name__|settings|config|conf|app\.config|current_app|flask\.current_app|self\.(?:config|settings|configuration|conf|options)|django\.conf\.settings|os\.(?:sep|path\.sep|linesep|getcwd|getpid|name|environ\.copy)|sys\.(?:executable|platform|path|prefix|version\w*)|tempfile\.\w+|Path\.(?:cwd|home)|pathlib\.Path\.(?:cwd|home))(?=$|[.(])/,
  harmless:
    /^(?:int|float|bool|len|hash|id|abs|round|sum|complex|isinstance|issubclass|ord|range|uuid\.\w+|UUID|datetime\.\w+(?:\.\w+)?|time\.\w+|decimal\.Decimal|Decimal|hashlib\.\w+|hmac\.\w+|ipaddress\.\w+|os\.path\.(?:exists|isfile|isdir|getsize|splitext)|secrets\.\w+|random\.\w+|type|super)$|\.(?:hexdigest|digest|isdigit|isalnum|startswith|endswith|count|index|find|exists|is_file|is_dir|isoformat|timestamp|is_authenticated|total_seconds)$/,
  cleaning: {
    sql: /(?:^|\.)(?:escape_string|escape|quote_ident|literal|mogrify|quote_identifier|quote_name|Identifier|Literal|Placeholder|SQL|bindparams|sanitize)$|^psycopg\d?\.sql\./,
    command: /(?:^|\.)(?:quote|list2cmdline)$|^(?:shlex|pipes|shellescape)\b(?!\.split)/,
    code: /^(?:ast\.literal_eval|json\.loads|repr)$/,
    html: /(?:^|\.)(?:escape|escapejs|conditional_escape|format_html|format_html_join|clean|sanitize|quote|quote_plus|urlencode|bleach\.\w+|nh3\.clean|strip_tags|render_template|render|jsonify|send_file|json_script)$|^(?:markupsafe\.escape|html\.escape|bleach|nh3|cgi\.escape)\b/,
    url: /(?:^|\.)(?:quote|quote_plus|urlencode)$/,
    redirect: /(?:^|\.)(?:quote|quote_plus|url_for|reverse|get_absolute_url|urlencode)$/,
    path: /(?:^|\.)(?:basename|secure_filename|safe_join|get_valid_filename|slugify|name|sanitize_filename)$/,
    template: /(?:^|\.)(?:escape)$/,
    query: /^(?:str)$/,
  },
  carrying:
    /^(?:str|bytes|bytearray|unicode|list|tuple|set|dict|sorted|reversed|iter|next|enumerate|zip|map|filter|max|min|repr|ascii|json\.(?:loads|dumps|load)|base64\.\w+|urllib\.parse\.\w+|urllib\.(?:unquote|unquote_plus|parse\.unquote\w*)|unquote\w*|urlparse|urlsplit|parse_qs|parse_qsl|io\.\w+|StringIO|BytesIO|shlex\.split|os\.path\.(?:abspath|normpath|realpath|expanduser|expandvars|dirname)|Path|pathlib\.\w+|os\.fspath|copy\.\w+|codecs\.\w+|pickle\.dumps|getattr|typing\.cast|cast|textwrap\.\w+|smart_str|force_str|force_text|binascii\.\w+|collections\.\w+|Markup)$|\.(?:strip|lstrip|rstrip|lower|upper|title|capitalize|encode|decode|replace|split|rsplit|splitlines|partition|rpartition|get|getlist|get_all|pop|popitem|values|items|keys|copy|read|readline|readlines|getvalue|resolve|absolute|expanduser|group|groups|groupdict|translate|zfill|expandtabs|casefold|dict|model_dump|json|to_dict|first|swapcase|ljust|rjust|center|getall|getone|setdefault|as_posix|__str__|filename|recv|removeprefix|removesuffix)$/,
  joining:
    /^(?:os\.path\.join|path\.join|posixpath\.join|urllib\.parse\.urljoin|urljoin|string\.Template|os\.path\.normpath\(\)\.join)$|\.(?:format|join|joinpath|format_map|substitute|safe_substitute|with_name|urljoin)$/,
  fetching:
    /(?:^|\.)(?:open|requests\.\w+|urlopen|find\w*|filter\w*|filter_by|query|execute|executemany|fetch\w*|get_object_or_404|load\w*|objects\.\w+|get_by_\w+|select|read_\w+|create\w*|save|all|one|first|check_output|run|Popen|listdir|render\w*|connect|cursor|session|request|post)$/,
  harmlessTypes:
    /^(?:int|float|bool|uuid\.UUID|UUID|datetime(?:\.\w+)?|date|Decimal|IPvAnyAddress|Optional\[(?:int|float|bool|UUID)\]|(?:int|float|bool|UUID)\s*\|\s*None|Literal\[.*|Depends.*|Session|AsyncSession|BackgroundTasks)$/,
  parameterOrigin,
}

const routing =
  /@[\w.]*\b(?:route|get|post|put|delete|patch|head|options|websocket|api_route|view|action|expose|web\.\w+)\s*\(/

function parameterOrigin({ source, holder, index, name, node }: Parameter): Origin | undefined {
  if (
    /^(?:self|cls|request|req|response|db|session|background_tasks|ctx|context|info|user|current_user|app)$/.test(
      name,
    )
  )
    return undefined
  const decorated = holder.parent?.type === 'decorated_definition' ? holder.parent : null
  const above = decorated === null ? '' : source.text.slice(decorated.startIndex, holder.startIndex)
  const type = node.childForFieldName('type')
  const isHarmless = type !== null && pythonModel.harmlessTypes.test(textOf(source, type))
  const isInjected =
    /\bDepends\s*\(/.test(textOf(source, node)) ||
    (type !== null && /^(?:Request|Response|WebSocket|Session|HttpRequest)$/.test(textOf(source, type)))
  if (routing.test(above) && !isHarmless && !isInjected) {
    // Flask: `<int:id>` is a number.
    return new RegExp(String.raw`<(?:int|float|uuid):${name}>`).test(above) ? undefined : request
  }
  const [first] = parametersOf(source, holder)
  const own = functionName(source, holder)
  const firstName = first === undefined ? '' : textOf(source, first.node)
  const isMethod = enclosing(holder.parent, source.dialect.classes) !== null
  // Django: what a view gets beside the request comes from the address.
  const isView = index === 1 && /^request\b/.test(firstName) && source.text.includes('django')
  if (isView && !isHarmless && !isMethod) return request
  // Methods of handlers of Tornado and of class-based views.
  const isHandler = isMethod && /^(?:get|post|put|delete|patch|head)$/.test(own)
  if (isHandler && !isHarmless && /\b(?:RequestHandler|MethodView|Resource|APIView|View)\b/.test(source.text))
    return request
  if (/^(?:lambda_handler|handler)$/.test(own) && name === 'event') return request
  return undefined
}

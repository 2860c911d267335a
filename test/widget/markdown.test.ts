/** Markdown: what it becomes, that a stream ends where the whole text does, that it can do no harm, that it is linear. */
import { render } from 'lit'
import { offer } from '../../widget/chat/offers.ts'
import { MarkdownStream, parse } from '../../widget/chat/markdown/stream.ts'
import { blocks } from '../../widget/chat/markdown/templates.ts'
import type { Block, Inline } from '../../widget/chat/markdown/tokens.ts'
import { Words } from '../../widget/chat/markdown/words.ts'
import { strings } from '../../widget/strings/strings.ts'
import { equal, ok } from './assert.ts'
import { payloads } from './payloads/index.ts'

/** A text as it stands in the chat. */
const shown = (text: string): HTMLElement => {
  const root = document.createElement('div')
  new Words(root, strings).show(text, false)
  return root
}

const draw = (tokens: Block[]): HTMLElement => {
  const root = document.createElement('div')
  render(blocks(tokens, { strings, fade: 0 }), root)
  return root
}

/** A short writing of tokens, so that a case fits on a line. */
const short = (tokens: (Block | Inline)[]): string =>
  tokens
    .map((one): string => {
      switch (one.type) {
        case 'text':
          return one.text
        case 'break':
          return '⏎'
        case 'rule':
          return 'hr'
        case 'code':
          return 'language' in one ? `pre(${one.language}:${one.text})` : `code(${one.text})`
        case 'heading':
          return `h${one.level}(${short(one.children)})`
        case 'paragraph':
          return `p(${short(one.children)})`
        case 'link':
          return `a[${one.href}](${short(one.children)})`
        case 'list':
          return `${one.start === null ? 'ul' : `ol${one.start}`}(${one.items
            .map(({ done, children }) => `${done === null ? '' : done ? '☑' : '☐'}${short(children)}`)
            .join('|')})`
        case 'table':
          return `table[${one.align.join()}](${[one.head, ...one.rows].map((row) => row.map(short).join(',')).join('/')})`
        case 'cite':
          return `^${one.id}`
        default:
          return `${one.type}(${short(one.children)})`
      }
    })
    .join('')

const cases: [source: string, tokens: string][] = [
  ['hello', 'p(hello)'],
  ['one\ntwo', 'p(one\ntwo)'],
  ['one  \ntwo', 'p(one⏎two)'],
  ['one\\\ntwo', 'p(one⏎two)'],
  ['one\n\ntwo', 'p(one)p(two)'],
  ['**b** *i* __b__ _i_ ~~s~~', 'p(strong(b) em(i) strong(b) em(i) strike(s))'],
  ['***both***', 'p(em(strong(both)))'],
  ['**a*b*c**', 'p(strong(aem(b)c))'],
  ['*a **b** c*', 'p(em(a strong(b) c))'],
  ['You like tea [m:fct_1].', 'p(You like tea^fct_1.)'],
  ['Tea [m:fct_1, 2026-01-01, person] it is [m:msg_2]', 'p(Tea^fct_1 it is^msg_2)'],
  ['[m:] and [m:a b] and [more](x:y)', 'p([m:] and [m:a b] and more)'],
  ['`[m:fct_1]`', 'p(code([m:fct_1]))'],
  ['snake_case_name and 2 * 3 * 4', 'p(snake_case_name and 2 * 3 * 4)'],
  ['**open', 'p(**open)'],
  ['\\*not\\* `a*b*`', 'p(*not* code(a*b*))'],
  ['`` a ` b ``', 'p(code(a ` b))'],
  ['`open', 'p(`open)'],
  ['[t](https://a.example/b "title")', 'p(a[https://a.example/b](t))'],
  ['[**t**](<https://a.example/b c>)', 'p(a[https://a.example/b%20c](strong(t)))'],
  ['[t](/relative) [u](#hash)', 'p(t u)'],
  ['[t] and [u][v]', 'p([t] and [u][v])'],
  ['<https://a.example/> <b>', 'p(a[https://a.example/](https://a.example/) <b>)'],
  ['See https://a.example/x_(y). Done', 'p(See a[https://a.example/x_(y)](https://a.example/x_(y)). Done)'],
  ['mail <mailto:a@b.example>', 'p(mail a[mailto:a@b.example](a@b.example))'],
  ['![alt](https://a.example/i.png)', 'p(a[https://a.example/i.png](alt))'],
  ['[![alt](https://a.example/i)](https://b.example/)', 'p(a[https://b.example/](alt))'],
  ['# One\n## Two ##\ntext', 'h1(One)h2(Two)p(text)'],
  ['#hash tag', 'p(#hash tag)'],
  ['- a\n- b', 'ul(p(a)|p(b))'],
  ['- a\n  - b\n    - c\n- d', 'ul(p(a)ul(p(b)ul(p(c)))|p(d))'],
  ['1. a\n   more\n2. b', 'ol1(p(a\nmore)|p(b))'],
  ['3) a\n4) b', 'ol3(p(a)|p(b))'],
  ['1. a\n  - b', 'ol1(p(a)ul(p(b)))'],
  ['- [x] done\n- [ ] open', 'ul(☑p(done)|☐p(open))'],
  ['- a\n\n  b\n\nc', 'ul(p(a)p(b))p(c)'],
  ['- a\n1. b', 'ul(p(a))ol1(p(b))'],
  ['text\n- a', 'p(text)ul(p(a))'],
  ['in 1999\n2000. was', 'p(in 1999\n2000. was)'],
  ['> a\n> - b\nlazy\n\nc', 'quote(p(a)ul(p(b\nlazy)))p(c)'],
  ['```js\nlet a = `b`\n\n# no\n```\nend', 'pre(js:let a = `b`\n\n# no)p(end)'],
  ['~~~\n```\n~~~', 'pre(:```)'],
  ['```\nopen', 'pre(:open)'],
  ['1. a\n   ```sh\n   ls\n   ```\n2. b', 'ol1(p(a)pre(sh:ls)|p(b))'],
  ['a\n\n---\n\n***', 'p(a)hrhr'],
  ['| a | b |\n|:-:|--:|\n| 1 | `x|y` |\n| 2 |', 'table[center,end](a,b/1,code(x|y)/2,)'],
  ['text\na | b\n- | -\n1 | 2\n\nend', 'p(text)table[start,start](a,b/1,2)p(end)'],
  ['a | b\nnot a table', 'p(a | b\nnot a table)'],
  ['<script>alert(1)</script>', 'p(<script>alert(1)</script>)'],
  ['a\r\nb\r\n\r\n- c\r\n', 'p(a\nb)ul(p(c))'],
  ['مرحبا **بالعالم** 👋🏽', 'p(مرحبا strong(بالعالم) 👋🏽)'],
]

describe('Markdown', () => {
  for (const [source, tokens] of cases) it(`reads ${JSON.stringify(source)}`, () => equal(short(parse(source)), tokens))

  it('ends a stream where the whole text does, split at every character', () => {
    const long = cases.map(([source]) => source).join('\n\n')
    for (const source of [...cases.map(([one]) => one), long, ...payloads]) {
      const stream = new MarkdownStream()
      for (const c of source) {
        stream.feed(c)
        if (source !== long) stream.open()
      }
      stream.end()
      equal(stream.finished, parse(source), source)
    }
  })

  it('ends a stream where the whole text does, split anywhere', () => {
    const source = cases.map(([one]) => one).join('\n\n')
    for (let cut = 1; cut < source.length; cut += 3) {
      const stream = new MarkdownStream()
      stream.feed(source.slice(0, cut))
      stream.feed(source.slice(cut))
      stream.end()
      equal(stream.finished, parse(source), `cut at ${cut}`)
    }
  })

  it('shows no raw marker at the tail of a stream', () => {
    const tails: [so_far: string, seen: string][] = [
      ['a **bo', 'p(a strong(bo))'],
      ['a **', 'p(a )'],
      ['a **bo*', 'p(a strong(bo))'],
      ['a *i', 'p(a em(i))'],
      ['a ~~s', 'p(a strike(s))'],
      ['a `co', 'p(a code(co))'],
      ['a `', 'p(a )'],
      ['a [li', 'p(a li)'],
      ['a [li](https://x', 'p(a a[null](li))'],
      ['text\n#', 'p(text)'],
      ['text\n\n- ', 'p(text)'],
      ['text\n\n``', 'p(text)'],
      ['```js\nx\n``', 'pre(js:x)'],
      ['| a | b |', ''],
      ['| a | b |\n|--', ''],
      ['| a | b |\n|---|---|', 'table[start,start](a,b)'],
    ]
    for (const [source, seen] of tails) {
      const stream = new MarkdownStream()
      stream.feed(source)
      equal(short(stream.open()).replace(/\)\)$/, '))'), seen, source)
    }
  })

  it('draws a finished block once, and keeps it while the stream goes on', () => {
    const root = document.createElement('div')
    const words = new Words(root, strings)
    words.show('first **one**\n\nsecond', true)
    const first = root.querySelector('p')
    words.show('first **one**\n\nsecond goes on\n\nthird', true)
    ok(root.querySelector('p') === first, 'the first paragraph was drawn again')
    words.show('first **one**\n\nsecond goes on\n\nthird', false)
    ok(root.querySelector('p') === first, 'the first paragraph was drawn again at the end')
    equal(root.textContent?.replace(/\s+/g, ' ').trim(), 'first onesecond goes onthird')
    words.show('something else', false)
    equal(root.textContent?.trim(), 'something else')
  })

  it('lets nothing through that could act', () => {
    const allowed = new Set(
      'DIV P H3 H4 H5 H6 UL OL LI A CODE PRE STRONG EM DEL BR HR BLOCKQUOTE FIGURE FIGCAPTION BUTTON SPAN TABLE THEAD TBODY TR TH TD SVG PATH RECT'.split(
        ' ',
      ),
    )
    const attributes = new Set(
      'href target rel class dir tabindex role type start scope aria-label aria-hidden focusable viewBox d width height x y rx data-copy'.split(
        ' ',
      ),
    )
    ok(payloads.length >= 300, `only ${payloads.length} payloads`)
    let links = 0
    for (const payload of payloads) {
      for (const source of [
        payload,
        `- ${payload}`,
        `> ${payload}`,
        `| a |\n|---|\n| ${payload.replaceAll('\n', ' ')} |`,
        `**${payload}**`,
      ]) {
        for (const root of [draw(parse(source)), streamed(source)]) {
          ok(!/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.test(root.textContent), `unseen signs from ${source}`)
          for (const element of root.querySelectorAll('*')) {
            ok(allowed.has(element.tagName.toUpperCase()), `<${element.tagName}> from ${source}`)
            for (const { name } of element.attributes) ok(attributes.has(name), `${name}= from ${source}`)
            if (!(element instanceof HTMLAnchorElement)) continue
            links++
            ok(/^(https:|mailto:)$/.test(element.protocol), `${element.href} from ${source}`)
            equal(element.rel, 'noopener noreferrer nofollow ugc')
            equal(element.target, '_blank')
          }
        }
      }
    }
    ok(links > 10, 'the corpus has no links at all, so it proves little')
  })

  it('takes time in proportion to the length, whatever the text', () => {
    const evil = [
      '*a '.repeat(30_000),
      '**a*'.repeat(25_000),
      '['.repeat(60_000),
      '[]('.repeat(30_000),
      '!['.repeat(25_000) + '](x)'.repeat(15_000),
      Array.from({ length: 400 }, (_, size) => '`'.repeat(size)).join(' '),
      '>'.repeat(60_000),
      Array.from({ length: 1500 }, (_, indent) => `${' '.repeat(indent)}- a`).join('\n'),
      `#${' '.repeat(60_000)}x`,
      `\`\`\`${' '.repeat(60_000)}\``,
      `https://${'.'.repeat(60_000)}x`,
      `${'|'.repeat(60_000)}\n${'|-'.repeat(30_000)}`,
      `- ${' '.repeat(60_000)}x`,
    ]
    for (const source of evil) {
      const start = performance.now()
      parse(source)
      const took = performance.now() - start
      ok(took < 1500, `${took} ms for ${source.slice(0, 20)}`)
    }
  })

  it('costs no more per word at the end of a long answer than at its beginning', () => {
    const root = document.createElement('div')
    const words = new Words(root, strings)
    const paragraph = `${'Some **bold** words and `code` in a row. '.repeat(4)}\n\n`
    let text = ''
    const took: number[] = []
    for (let i = 0; i < 400; i++) {
      text += paragraph
      const start = performance.now()
      words.show(text, true)
      took.push(performance.now() - start)
    }
    const mean = (part: number[]): number => part.reduce((sum, one) => sum + one, 0) / part.length
    ok(
      mean(took.slice(-100)) < 4 * mean(took.slice(0, 100)) + 1,
      `${mean(took.slice(0, 100))} → ${mean(took.slice(-100))} ms`,
    )
  })
})

const streamed = (source: string): HTMLElement => {
  const root = document.createElement('div')
  const words = new Words(root, strings)
  for (let end = 0; end <= source.length; end += 5) words.show(source.slice(0, end), true)
  words.show(source, true)
  return root
}

describe('Offers', () => {
  const text =
    'Which one?\n\n- [Remove: pay the \\[rent\\]](say:)\n- [Remove: call the bank](say:)\n\nAnd [this](javascript:alert).'

  it('become chips that say their own words, and a plain list again once something else was said', () => {
    const place = shown(text)
    const said: string[] = []
    offer(place, 'Suggestions', (words) => said.push(words))
    offer(place, 'Suggestions', (words) => said.push(words))
    const chips = [...place.querySelectorAll<HTMLElement>('.chips button')]
    equal(
      chips.map(({ textContent }) => textContent?.trim()),
      ['Remove: pay the [rent]', 'Remove: call the bank'],
    )
    chips[0]?.click()
    equal(said, ['Remove: pay the [rent]'])
    equal(place.querySelector('ul')?.hidden, true)
    offer(place, 'Suggestions', null)
    equal(place.querySelector('.chips'), null)
    equal(place.querySelector('ul')?.hidden, false)
    equal(place.querySelectorAll('a, .link').length, 0)
  })
})

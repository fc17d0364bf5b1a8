// What the site makes of Markdown: markdown-it with the plugins and options of its theme. Reads
// the files named on the command line, prints {file: HTML} as JSON. Run with the folder of the
// packages as working directory (`node --input-type=module - FILES < render.mjs`).
import {readFileSync} from 'node:fs'
import MarkdownIt from 'markdown-it'
import anchor from 'markdown-it-anchor'
import cjkFriendly from 'markdown-it-cjk-friendly'
import {full as emoji} from 'markdown-it-emoji'
import {componentPlugin} from '@mdit-vue/plugin-component'
import {tocPlugin} from '@mdit-vue/plugin-toc'
import {slugify} from '@mdit-vue/shared'
import {alert} from '@mdit/plugin-alert'
import {align} from '@mdit/plugin-align'
import {attrs} from '@mdit/plugin-attrs'
import {container} from '@mdit/plugin-container'
import {figure} from '@mdit/plugin-figure'
import {footnote} from '@mdit/plugin-footnote'
import {imgSize} from '@mdit/plugin-img-size'
import {mark} from '@mdit/plugin-mark'
import {spoiler} from '@mdit/plugin-spoiler'
import {stylize} from '@mdit/plugin-stylize'
import {sub} from '@mdit/plugin-sub'
import {sup} from '@mdit/plugin-sup'
import {tab} from '@mdit/plugin-tab'
import {tasklist} from '@mdit/plugin-tasklist'
import {tex} from '@mdit/plugin-tex'

const hints = ['info', 'note', 'tip', 'warning', 'caution', 'important']
const escape = MarkdownIt().utils.escapeHtml

// Renderers print elements of our own (x-…), so that the outline need not know the theme's classes.
const titled = (md, name, title) => {
  const text = title.trim()
  return `<x-box kind="${name}">` + (text ? `<x-title>${md.renderInline(text)}</x-title>\n` : '\n')
}

const box = (md, name) => md.use(container, {
  name,
  openRender: (tokens, i) => titled(md, name, tokens[i].info.trim().slice(name.length)),
  closeRender: () => '</x-box>\n',
})

const tabs = (md, name) => md.use(tab, {
  name,
  openRender: () => '<x-tabs>\n',
  closeRender: () => '</x-tabs>\n',
  tabOpenRender: data => `<x-tab><x-title>${md.renderInline(data.title)}</x-title>\n`,
  tabCloseRender: () => '</x-tab>\n',
})

const recommended = {
  matcher: 'Recommended',
  replacer: ({tag}) => tag === 'em' ? {tag: 'Badge', attrs: {type: 'tip'}, content: 'Recommended'} : null,
}

const site = () => {
  const md = MarkdownIt({html: true, linkify: false})
  md.use(cjkFriendly).use(componentPlugin).use(emoji)
  md.use(anchor, {level: [1, 2, 3, 4, 5, 6], slugify, permalink: false, tabIndex: false})
  md.use(tocPlugin, {containerTag: 'x-toc'})
  md.use(alert, {
    deep: true,
    alertNames: hints,
    openRender: (tokens, i) => `<x-box kind="${tokens[i].markup}">\n`,
    closeRender: () => '</x-box>\n',
    titleRender: () => '',
  })
  md.use(align).use(attrs)
  for (const name of [...hints, 'details'])
    box(md, name)
  tabs(md, 'tabs')
  tabs(md, 'code-tabs')
  md.use(imgSize).use(figure, {focusable: false}).use(footnote).use(tasklist, {label: false})
  md.use(mark).use(spoiler).use(sub).use(sup).use(stylize, {config: [recommended]})
  md.use(tex, {render: (text, block) => `<x-math${block ? ' block' : ''}>${escape(text)}</x-math>`})
  md.renderer.rules.fence = (tokens, i) =>
    `<x-code info="${escape(tokens[i].info)}">${escape(tokens[i].content)}</x-code>\n`
  md.renderer.rules.code_block = (tokens, i) => `<x-code>${escape(tokens[i].content)}</x-code>\n`
  md.renderer.rules.footnote_ref = (tokens, i) => `<x-ref number="${tokens[i].meta.id + 1}"></x-ref>`
  md.renderer.rules.footnote_anchor = () => ''
  md.renderer.rules.footnote_open = (tokens, i) => `<x-note number="${tokens[i].meta.id + 1}">\n`
  md.renderer.rules.footnote_close = () => '</x-note>\n'
  md.renderer.rules.footnote_block_open = () => ''
  md.renderer.rules.footnote_block_close = () => ''
  return md
}

const withoutFrontMatter = text => text.replace(/^---[ \t]*\n(?:[^]*?\n)?---[ \t]*(?:\n|$)/, '')

const pages = {}
for (const file of process.argv.slice(2))
  pages[file] = site().render(withoutFrontMatter(readFileSync(file, 'utf8')), {})
process.stdout.write(JSON.stringify(pages))

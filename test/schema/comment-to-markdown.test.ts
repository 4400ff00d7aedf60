import assert from 'node:assert/strict';
import { commentToMarkdown } from '../../schemas/generate/envoy/comment-to-markdown.ts';

/** Comments in the form of the API, with invented text, and their Markdown. */
const inParagraphs: readonly [what: string, comment: string, markdown: string][] = [
  [
    'lines of a paragraph are joined',
    'The port\nof the door.\n\nDefaults to 1.\n',
    'The port of the door.\n\nDefaults to 1.',
  ],
  ['code', 'Either ``a b`` or `c`.', 'Either `a b` or `c`.'],
  ['code with a backtick too many', 'See ```a``.', 'See `a`.'],
  [
    'code that gofmt took for a quotation',
    'A “CONNECT“ request, “so to speak”.',
    'A `CONNECT` request, “so to speak”.',
  ],
  ['a field by its name', 'See :ref:`a_b\n<envoy_v3_api_field_x.v3.M.a_b>`.', 'See `a_b`.'],
  ['a message by its name', 'In :ref:`M.b<envoy_v3_api_msg_x.v3.M>`', 'In `M.b`'],
  ['a field by words', 'The :ref:`doors <envoy_v3_api_field_x.v3.M.door_list>`.', 'The doors.'],
  ['a reference without words', 'A :ref:`envoy_v3_api_field_x.v3.M.a_b`.', 'A `M.a_b`.'],
  ['a header of the documentation', 'As :ref:`config_filters_x-my-header` says', 'As `x-my-header` says'],
  ['a chapter', 'See :ref:`the overview <arch_overview>`, :ref:`arch_more`.', 'See the overview, arch more.'],
  ['options, requests, files', ':option:`--a` :http:get:`/b` :repo:`c <d/c.h>`', '`--a` `/b` c'],
  [
    'links',
    'By `RFC\n1 <https://example.com/1>`_, `2 <http://example.com/2`_.',
    'By [RFC 1](https://example.com/1), [2](http://example.com/2).',
  ],
  ['what looks like HTML', 'The <name>, if a < b.', 'The \\<name>, if a < b.'],
  ['notes for tools', '[#not-implemented-hide:] One.\n[#next-free-field: 7]\nTwo.', 'One. Two.'],
  ['notes with brackets and lines', 'One.\n\n[#comment: of ``[a]``\nand more]\n', 'One.'],
  ['nothing but notes', '[#extension: a.b]\n[#next-free-field: 2]\n', ''],
  ['what Go adds', 'One.\n\nDeprecated: Marked as deprecated in a/b.proto.\n', 'One.'],
  ['a heading', 'Doors:\n======\nMany\nof them.', '**Doors:**\n\nMany of them.'],
];

const inBlocks: readonly [what: string, comment: string, markdown: string][] = [
  ['a list', 'Ways:\n\n* One\n  of them.\n* ``Two``.\n\nMore.', 'Ways:\n\n- One of them.\n- `Two`.\n\nMore.'],
  ['a list without a blank line before it', 'Ways:\n- one\n- two', 'Ways:\n\n- one\n- two'],
  ['a numbered list', '#. One\n#. Two\n\n3) Three', '1. One\n2. Two\n3. Three'],
  ['a list in a list', '- One:\n\n  * a\n  * b\n\n- Two', '- One:\n\n  - a\n  - b\n- Two'],
  ['a line that a minus begins', 'Take 2\n-1.', 'Take 2 -1.'],
  [
    'a note',
    'One.\n\n.. note::\n  Two ``a``.\n\n  Three.\n\nFour.',
    'One.\n\n> **Note:** Two `a`.\n>\n> Three.\n\nFour.',
  ],
  ['a note in its line', '.. attention:: Take care.', '> **Attention:** Take care.'],
  ['a note with a list', '.. warning::\n\n  * a\n  * b', '> **Warning:**\n>\n> - a\n> - b'],
  ['an empty note', '.. note::\n\nOne.', 'One.'],
  ['code', 'So:\n\n.. code-block:: yaml\n\n  a:\n    b: ``1``\n\nOne.', 'So:\n\n```yaml\na:\n  b: ``1``\n```\n\nOne.'],
  ['code with options', '.. validated-code-block:: yaml\n  :type-name: a.v3.B\n\n  a: 1', '```yaml\na: 1\n```'],
  ['code in a list', '* One\n\n  .. code-block:: json\n\n    {}', '- One\n\n  ```json\n  {}\n  ```'],
  ['code with tabs of gofmt', '.. code::\n\n\ta\n\t b', '```\na\n b\n```'],
  ['code after two colons', 'So::\n\n  a <b>\n\nOne.', 'So:\n\n```\na <b>\n```\n\nOne.'],
  ['a table', 'So:\n\n == ==\n a  b\n == ==\n\nOne.', 'So:\n\n```\n== ==\na  b\n== ==\n```\n\nOne.'],
  ['a table of values', '.. csv-table::\n  :header: A, B\n\n  a, b', '```\na, b\n```'],
  ['a file that is not there', 'One.\n\n.. literalinclude:: /a.yaml\n  :lines: 1-2\n\nTwo.', 'One.\n\nTwo.'],
  ['a place to link to', '.. _here:\n\nOne.', 'One.'],
];

describe('a comment of the API as Markdown', () => {
  for (const [what, comment, markdown] of [...inParagraphs, ...inBlocks]) {
    it(`has ${what}`, () => assert.equal(commentToMarkdown(comment), markdown));
  }
});

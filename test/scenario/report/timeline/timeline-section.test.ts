import { describe, expect, test } from 'vitest';
import { timelineSection } from '../../../../src/scenario/report/timeline/timeline-section.ts';
import { runFixture } from '../support/run-fixture.ts';
import { elementsOf, readXml } from '../support/read-xml.ts';

describe('timelineSection', () => {
  test('bars, the queue, its owners and each member, with the fault and the recovery in every plot', () => {
    const section = readXml(timelineSection(runFixture()).text);
    const plots = elementsOf(section, 'svg').filter(({ attributes }) => attributes.class === 'plot');
    expect(plots).toHaveLength(2 + 3 + 3);
    for (const plot of plots) {
      const lines = elementsOf(plot, 'line').filter(({ attributes }) => attributes.y1 === '-6');
      expect(lines.map(({ attributes }) => [attributes.class, attributes.x1])).toEqual([
        ['fault', '40.000%'],
        ['recovery', '42.385%'],
      ]);
    }
  });

  test('every picture says in words what it shows', () => {
    const section = readXml(timelineSection(runFixture()).text);
    const pictures = elementsOf(section, 'svg').filter(({ attributes }) => attributes.role === 'img');
    expect(pictures.map(({ attributes }) => attributes['aria-label'])).toEqual([
      'The steps of the scenario',
      'Answers to posts per 200 ms; at most 24 in one.',
      'Items in the queue; at most 120.',
      "The queue's owner: hazelcast-node2, then hazelcast-node3",
      'hazelcast-node1, items of the queue: owned at most 0, backup at most 120.',
      'hazelcast-node2, items of the queue: owned at most 3, backup at most 0.',
      'hazelcast-node3, items of the queue: owned at most 120, backup at most 0.',
      'hazelcast-node1, entries of the map: owned at most 988, backup at most 988.',
      'hazelcast-node2, entries of the map: owned at most 267, backup at most 267.',
      'hazelcast-node3, entries of the map: owned at most 988, backup at most 988.',
    ]);
  });

  test('the heights of the bars come to the number of answers', () => {
    const run = runFixture();
    const section = readXml(timelineSection(run).text);
    const heights = elementsOf(section, 'rect')
      .filter(({ attributes }) => attributes.class === 'acknowledged')
      .map(({ attributes }) => Number(attributes.height));
    // 130 pixels stand for 30 answers.
    const answers = heights.map((height) => Math.round((height / 130) * 30));
    expect(answers.reduce((sum, value) => sum + value, 0)).toBe(run.document.account.acknowledged);
  });

  test('a member that did not answer is shown as silent, not as empty', () => {
    const section = readXml(timelineSection(runFixture()).text);
    const silences = elementsOf(section, 'rect').filter(({ attributes }) => attributes.class === 'silence');
    expect(silences).toHaveLength(2);
    expect(silences.map(({ children }) => children[0]?.text)).toEqual([
      'did not answer from 8.250 s to 20.000 s',
      'did not answer from 8.250 s to 20.000 s',
    ]);
  });
});

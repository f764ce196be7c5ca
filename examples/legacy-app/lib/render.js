'use strict';

/** The pages of an edition: the edition itself and the list of its sources. */
module.exports = function render(day, feeds) {
  var items = feeds.reduce(function (all, feed) {
    return all.concat(
      feed.items.map(function (item) {
        return { title: item.title, source: feed.title };
      })
    );
  }, []);
  var lines = items.map(function (item) {
    return '* ' + item.title + ' (' + item.source + ')';
  });

  return [
    { name: day + '.txt', text: [day + ', ' + items.length + ' items'].concat(lines).join('\n') + '\n' },
    { name: day + '.sources', text: feeds.map(titleOf).join('\n') + '\n' }
  ];
};

function titleOf(feed) {
  return feed.title;
}

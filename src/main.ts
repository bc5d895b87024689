process.stdout.write('distq\n');

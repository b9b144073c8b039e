// Links to the installed library: consumer ROUTES shows what a call to +14152345678 costs.
#include <iostream>
#include <memory>
#include <routecost.h>
#include <string>

int main(int argc, char **argv)
{
    std::unique_ptr<FILE, int (*)(FILE *)> file(std::fopen(argc == 2 ? argv[1] : "", "rb"), fclose);
    rc_load_options options = rc_load_options();
    options.n_threads = 4;
    std::unique_ptr<rc_builder, void (*)(rc_builder *)> builder(rc_builder_new(&options),
                                                                rc_builder_free);
    rc_table *sealed = nullptr;
    rc_error error;

    if (!file || !builder ||
        rc_builder_read(builder.get(), rc_reader_from_file(file.get()), &error) ||
        rc_builder_seal(builder.get(), &sealed, &error))
        return 1;
    std::unique_ptr<rc_table, void (*)(rc_table *)> table(sealed, rc_table_free);
    rc_lookup answer = rc_table_lookup(table.get(), rc_text{"+14152345678", 12});
    std::cout << std::string(answer.cost.bytes, answer.cost.length) << '\n';
}

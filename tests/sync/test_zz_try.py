import time
from ..registry.fixtures import registry
from .desk import Desk, make_register
from .carrier import plain
def test_it(registry, tmp_path):
    path = make_register(tmp_path / "a.gpkg")
    d = Desk(path, registry.url, plain(registry.token()))
    a = d.add("1", person=True)
    t=time.time()
    print(d.sync(), time.time()-t)
    t=time.time()
    print(d.sync(), time.time()-t)
    d.edit(a, house_number="3")
    t=time.time()
    print(d.sync(), time.time()-t)
    print(registry.items(), d.dirty())
